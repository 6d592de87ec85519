"""What is kept of areas is found by its key alone, and not where other data has taken the place of what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.state import kept_areas
from scripts.cluster import APPLICATION, Cluster
from tests.fixtures.databases import DatabaseOf

KEY, OTHER = "a" * 64, "b" * 64


def make_entries(url: str) -> None:
    for subject in ("one", "two"):
        with open_writing(url, MACHINE) as session:
            chain.record_entry(session, "x", subject)


def read_seal(url: str, number: int) -> str:
    with open_reading(url, sees=EVERYTHING) as session:
        return f"{number} {session.scalars(select(m.AuditEntry.seal).filter_by(id=number)).one()}"


def keep(url: str, seal: str, **documents: str) -> None:
    with open_writing(url, MACHINE) as session:
        kept_areas.replace_kept(
            session, seal, {{"a": KEY, "b": OTHER}[key]: it for key, it in documents.items()}
        )


def test_what_is_kept_is_found_by_its_key_and_what_is_kept_no_more_is_gone(database_of: DatabaseOf) -> None:
    url = database_of(make_entries)
    seal = read_seal(url, 2)
    keep(url, seal, a="{}", b="[]")
    assert kept_areas.read_kept(url, seal, [KEY, "c"]) == {KEY: "{}"}
    keep(url, seal, a="{}")
    assert kept_areas.read_kept(url, seal, [KEY, OTHER]) == {KEY: "{}"}


def test_what_was_damaged_or_is_of_data_that_is_gone_is_kept_anew(database_of: DatabaseOf) -> None:
    url = database_of(make_entries)
    seal = read_seal(url, 2)
    for bad_seal, damaged in ((seal, "x"), (seal.replace(" ", " x"), "{}"), ("99 x", "{}")):
        keep(url, bad_seal, a=damaged)
        keep(url, seal, a="{}")
        assert kept_areas.read_kept(url, seal, [KEY]) == {KEY: "{}"}


def test_what_was_kept_before_is_found_by_who_has_read_more_since(database_of: DatabaseOf) -> None:
    url = database_of(make_entries)
    keep(url, read_seal(url, 1), a="{}")
    assert kept_areas.read_kept(url, read_seal(url, 2), [KEY]) == {KEY: "{}"}


def test_nothing_is_found_of_other_data(database_of: DatabaseOf) -> None:
    """Neither by who has read what is no longer there, nor what was kept of it."""
    url = database_of(make_entries)
    seal = read_seal(url, 2)
    keep(url, seal, a="{}")
    assert kept_areas.read_kept(url, f"2 {'0' * 64}", [KEY]) == {}
    assert kept_areas.read_kept(url, "", [KEY]) == {}
    keep(url, seal)
    keep(url, f"2 {'0' * 64}", a="{}")
    assert kept_areas.read_kept(url, seal, [KEY]) == {}


def test_one_has_the_turn_at_a_time_and_gives_it_back_when_it_fails(database_of: DatabaseOf) -> None:
    url = database_of(make_entries)
    with pytest.raises(ZeroDivisionError), kept_areas.take_turn(url) as first:  # noqa: PT012
        with kept_areas.take_turn(url) as second:
            assert (first, second) == (True, False)
        with kept_areas.take_turn(url) as third:
            assert not third
        raise ZeroDivisionError
    with kept_areas.take_turn(url) as again:
        assert again


def test_keeping_leaves_whose_turn_it_is(database_of: DatabaseOf) -> None:
    url = database_of(make_entries)
    with kept_areas.take_turn(url):
        keep(url, read_seal(url, 2), a="{}")
        with kept_areas.take_turn(url) as other:
            assert not other


def test_who_ended_with_the_turn_has_lost_it_some_minutes_later(sqlite_url: str) -> None:
    """On PostgreSQL it ends with the connection."""
    make_entries(sqlite_url)
    some = kept_areas.LONGEST_TURN + timedelta(seconds=1)
    # What lies ahead was taken before the clock was put back.
    for ago, expected in ((timedelta(0), False), (some, True), (-some * 2, True)):
        with open_writing(sqlite_url, MACHINE) as session:
            session.execute(text("DELETE FROM kept_areas"))
            at = read_clock() - ago
            session.add(m.KeptArea(key=kept_areas.TURN, document="gone", entry=0, seal="", kept_at=at))
        with kept_areas.take_turn(sqlite_url) as taken:
            assert taken is expected


def test_the_program_alone_keeps_and_throws_away(cluster: Cluster, postgres_template: str) -> None:
    """PostgreSQL holds to it whoever writes in a name of their own, whatever they may do, and the owner's role too."""
    name, everything = cluster.create(postgres_template), replace(MACHINE, key="head@example.dk")
    delete = text("DELETE FROM kept_areas")
    for url in (cluster.url(name, APPLICATION), cluster.url(name)):
        make_entries(url)
        seal = read_seal(url, 2)
        keep(url, seal, a="{}")
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            open_writing(url, everything) as session,
        ):
            kept_areas.replace_kept(session, seal, {KEY: "{}", OTHER: "{}"})
        with open_writing(url, everything) as session:
            session.execute(delete)
        assert kept_areas.read_kept(url, seal, [KEY]) == {KEY: "{}"}
        with open_reading(url, sees=frozenset({"cpr"})) as session:
            assert session.scalars(select(m.KeptArea.key)).all() == []
        with open_writing(url, MACHINE) as session:
            session.execute(delete)
        assert kept_areas.read_kept(url, seal, [KEY]) == {}
        open_engine(url).dispose()
    cluster.drop(name)
