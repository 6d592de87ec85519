"""One history for both databases: up, checked against the models, down, up again; and safe to start twice at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from db.location import ROOT
from db.models import Base
from db.session import MACHINE, open_engine, open_writing
from db.upgrade import migrate
from scripts.cluster import SUPERUSER
from tests.fixtures.databases import as_role


@contextmanager
def alembic(url: str) -> Iterator[Config]:
    """Alembic's own commands on a database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with open_engine(url).begin() as connection:
        config.attributes["connection"] = connection
        yield config


def tables(url: str) -> set[str]:
    return set(inspect(open_engine(url)).get_table_names())


MODELS = set(Base.metadata.tables)


def test_migrating_gives_exactly_what_the_models_say(blank_database_url: str) -> None:
    migrate(blank_database_url)
    assert tables(blank_database_url) == MODELS | {"alembic_version"}
    with alembic(blank_database_url) as config:
        command.check(config)


def test_up_and_down_and_up_again(blank_database_url: str) -> None:
    migrate(blank_database_url)
    with alembic(blank_database_url) as config:
        command.downgrade(config, "base")
    assert tables(blank_database_url) == {"alembic_version"}
    migrate(blank_database_url)
    with alembic(blank_database_url) as config:
        command.check(config)


def test_the_history_has_one_line_and_one_end() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert all(not script.is_merge_point for script in scripts.walk_revisions())


def test_a_value_and_a_ratio_at_once_or_neither_is_refused_by_the_database(database_url: str) -> None:
    with open_writing(database_url, MACHINE) as session:
        session.execute(
            text(
                "INSERT INTO institutions (id, key, name, ministry_area, fictional) VALUES (1, 'i', 'i', 'a', false)"
            )
        )
        session.execute(
            text(
                "INSERT INTO indicators (id, institution_id, key, name, unit, decimals, better, frequency)"
                " VALUES (1, 1, 'k', 'k', 'count', 0, 'near', 'year')"
            )
        )
    row = (
        "INSERT INTO observations"
        ' (indicator_id, period, start, "end", value, numerator, denominator, provisional, recorded_at, entered_at)'
        " VALUES (:series, '2017', '2017-01-01', '2017-12-31', :v, :n, :d, false, '2018-01-01', '2018-01-01')"
    )
    nothing = row.replace(", entered_at)", ", entered_at, withdrawn, awaited)").replace(
        "'2018-01-01')", "'2018-01-01', :withdrawn, :awaited)"
    )
    for v, n, d in ((None, None, None), (1, 1, 2), (1, 1, None), (None, 1, None), (None, None, 2)):
        with (
            pytest.raises(IntegrityError, match="value_or_ratio"),
            open_writing(database_url, MACHINE) as session,
        ):
            session.execute(text(row), {"series": 1, "v": v, "n": n, "d": d})
    of_nothing = {"series": 1, "v": None, "n": None, "d": None, "awaited": None, "withdrawn": False}
    for wrong in (
        {"v": 1, "withdrawn": True},
        {"n": 1, "d": 2, "withdrawn": True},
        {"v": 1, "awaited": date(2018, 3, 1)},
        {"withdrawn": True, "awaited": date(2018, 3, 1)},
        {},
    ):
        with (
            pytest.raises(IntegrityError, match="value_or_ratio"),
            open_writing(database_url, MACHINE) as session,
        ):
            session.execute(text(nothing), {**of_nothing, **wrong})
    for right in ({"withdrawn": True}, {"awaited": date(2018, 3, 1)}):
        with open_writing(as_role(SUPERUSER, database_url), MACHINE) as session:
            session.execute(text(nothing), {**of_nothing, **right})
    past_policies = as_role(SUPERUSER, database_url)
    with (
        pytest.raises(IntegrityError, match=r"(?i)foreign key"),
        open_writing(past_policies, MACHINE) as session,
    ):
        session.execute(text(row), {"series": 99, "v": 1, "n": None, "d": None})
