"""An area that the database keeps is what would be worked out, whatever was written, of any day and moment."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as draw

from db.location import URL_VARIABLE
from db.session import MACHINE, open_writing
from db.state import kept_areas
from metrics.periods import find_danish_day, find_day_end
from metrics.status import Status
from metrics.whatif.department import LikelyCount
from pages.status.parts.areas import area_reads, kept_briefs
from pages.status.parts.areas.area_brief import AreaBrief, PlanBrief
from pages.ui.moments import read_moment
from tests.factories import plan
from tests.pages.ui.kept.test_kept_and_fresh import (
    DAYS,
    HISTORIES,
    OF_MORE,
    OF_ONE,
    OWNERS,
    READER,
    TODAY,
    Write,
    forget_all,
    tell_value,
)

EARLIER = datetime(2026, 7, 20, 8, tzinfo=UTC)
MOMENTS = [*((day, find_day_end(day)) for day in DAYS), (TODAY, EARLIER)]
NUMBERS = draw.fractions(0, 100)
COUNTS = draw.integers(0, 40)


@pytest.fixture
def everything_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_briefs, "are_kept", lambda _found: True)


def look_and_keep(url: str, moments: list[tuple[date, datetime]], kept: dict[str, str]) -> list[bool]:
    """Compare every area that is found with the same worked out, keep all, and tell of which one was found."""
    forget_all()
    was_found = []
    for day, known_at in moments:
        moment = read_moment(day, known_at, READER, TODAY)
        here = area_reads.find_kept(moment)
        fresh = {name: area_reads._work_out_area(name, plans, moment) for name, plans in here.areas.items()}
        for name, worked_out in fresh.items():
            was_found.append(here.find(name) is not None)
            assert here.find(name) in (None, worked_out)
        kept |= {here.keys[name]: kept_briefs.write_brief(one) for name, one in fresh.items()}
        with open_writing(url, MACHINE) as session:
            kept_areas.replace_kept(session, here._seal, kept)
    return was_found


def find_again(moments: list[tuple[date, datetime]], kept: dict[str, str]) -> list[bool]:
    """Tell of which areas is found, anew, exactly what was kept."""
    forget_all()
    read = [area_reads.find_kept(read_moment(day, known_at, READER, TODAY)) for day, known_at in moments]
    found = [(here.find(name), kept[here.keys[name]]) for here in read for name in here.areas]
    return [one is not None and kept_briefs.write_brief(one) == text for one, text in found]


@pytest.mark.usefixtures("everything_kept")
@example(history=[(write, OWNERS[0]) for write in OF_ONE + OF_MORE], known_at=EARLIER)
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES, known_at=draw.dates(date(2026, 1, 1), date(2026, 12, 31)).map(find_day_end))
def test_whatever_is_written_what_is_found_is_what_would_be_worked_out(
    history: list[tuple[Write, str]],
    known_at: datetime,
    sqlite_filled: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All that was ever kept stays there, so that anything stale would be found."""
    path = Path(shutil.copy(sqlite_filled, tmp_path_factory.mktemp("kept") / "kept.db"))
    url = f"sqlite:///{path}"
    monkeypatch.setenv(URL_VARIABLE, url)
    moments, kept = [*MOMENTS, (TODAY, known_at)], dict[str, str]()
    look_and_keep(url, moments, kept)
    for step, (write, owner) in enumerate(history):
        with open_writing(url, MACHINE) as session:
            write(session, owner, step)
        look_and_keep(url, moments, kept)
        assert all(find_again(moments, kept))


@pytest.mark.usefixtures("everything_kept")
def test_a_write_to_one_area_leaves_what_is_kept_of_others(database: str) -> None:
    moments = MOMENTS[1:2]
    kept = dict[str, str]()
    assert not any(look_and_keep(database, moments, kept))
    with open_writing(database, MACHINE) as session:
        tell_value(session, OWNERS[0], 0)
    assert sorted(look_and_keep(database, moments, kept)) == [False, True]


@pytest.mark.usefixtures("everything_kept")
def test_what_another_program_kept_is_not_found(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = MOMENTS[1:2]
    kept = dict[str, str]()
    look_and_keep(database, moments, kept)
    assert all(look_and_keep(database, moments, kept))
    monkeypatch.setattr(kept_briefs, "find_code_version", lambda: "another")
    assert not any(look_and_keep(database, moments, kept))


def test_those_of_today_are_kept_where_there_are_many_plans(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = find_danish_day(datetime.now(UTC))
    now = read_moment(today, find_day_end(today), READER, today)
    assert not kept_briefs.are_kept(now)
    monkeypatch.setattr(kept_briefs, "MANY_PLANS", 2)
    assert kept_briefs.are_kept(now)
    for day, known_at in (
        (today - timedelta(days=1), find_day_end(today)),
        (today, find_day_end(today - timedelta(days=1))),
    ):
        assert not kept_briefs.are_kept(read_moment(day, known_at, READER, today))


PLANS = {one.id: one for one in (plan(id="a"), plan(id="b"))}
BRIEFS = draw.builds(
    PlanBrief,
    plan=draw.sampled_from([*PLANS.values()]),
    possible=NUMBERS,
    is_running=draw.booleans(),
    total=draw.none() | NUMBERS,
    is_settled=draw.booleans(),
    between=draw.none() | draw.tuples(NUMBERS, NUMBERS),
    statuses=draw.dictionaries(draw.sampled_from(Status), COUNTS),
    late=COUNTS,
    missing=COUNTS,
)
CHANCES = draw.floats(0, 1)
AREAS = draw.builds(
    AreaBrief,
    name=draw.text(),
    plans=draw.lists(BRIEFS, max_size=3).map(tuple),
    newest=draw.lists(BRIEFS, max_size=2).map(tuple),
    likely=draw.none() | draw.builds(LikelyCount, COUNTS, COUNTS, CHANCES),
    counted=COUNTS,
    silent=COUNTS,
    enough=NUMBERS,
    below=draw.just(-1.0) | CHANCES,
    next_report=draw.none() | draw.dates(),
)


@given(AREAS)
def test_an_area_is_read_exactly_as_it_was_written(area: AreaBrief) -> None:
    found = kept_briefs.read_brief(kept_briefs.write_brief(area), PLANS)
    assert found == area
    assert [type(one.possible) for one in found.plans] == [Fraction] * len(found.plans)
    assert all(one.plan is PLANS[one.plan.id] for one in found.plans)


def test_a_plan_that_is_not_there_makes_it_unreadable() -> None:
    brief = PlanBrief(PLANS["a"], Fraction(1), True, None, False, None, {}, 0, 0)
    area = AreaBrief("A", (brief,), (), None, 0, 0, Fraction(80), 0.1, None)
    with pytest.raises(ValueError, match="no such plan"):
        kept_briefs.read_brief(kept_briefs.write_brief(area), {})
