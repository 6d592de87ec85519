"""What is kept between writes is what would be read and judged afresh, whatever was written in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as draw
from sqlalchemy.orm import Session

from db import area_thresholds
from db.location import URL_VARIABLE
from db.plans import (
    decision_commands,
    indicator_commands,
    institution_commands,
    institution_queries,
    plan_commands,
    plan_queries,
)
from db.results import result_commands, series_breaks
from db.session import MACHINE, open_writing
from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import Event, EventKind, Result
from metrics.followup.outlook import foresee_plans
from metrics.periods import find_day_end
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Plan
from metrics.score.trend import find_trend
from pages.ui import data_version, moments, snapshot
from pages.ui.kept import held_state, keep
from pages.ui.moments import JudgedMoment
from pages.ui.snapshot import Snapshot
from tests.pages.conftest import record

TODAY = date(2026, 11, 20)
DAYS = (date(2025, 8, 1), TODAY)
READER = grant_all_roles("reader")
OWNERS = ("eksempel-ankenaevn", "eksempel-tilsyn", "eksempel-register")
NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)


def tell_value(session: Session, owner: str, step: int) -> None:
    period = f"{2025 + step % 2}Q{1 + step % 3}"
    value = Result(owner, "sygefravaer", period, Decimal(step + 1), recorded=NOW)
    result_commands.record_results(session, [value], [])


def tell_event(session: Session, owner: str, step: int) -> None:
    kind = (EventKind.MET, EventKind.EXPECTED_NOT_MET, EventKind.EXPECTED_MET)[step % 3]
    event = Event(f"{owner}-2026", "2.1.1", kind, date(2026, 6, 1 + step), recorded=NOW)
    result_commands.record_results(session, [], [event])


def decide(session: Session, owner: str, step: int) -> None:
    total = Decision(f"{owner}-2025", DecisionKind.TOTAL, NOW.date(), "R", "W", points=Decimal(50 + step))
    decision_commands.record_decision(session, total, NOW)


def break_series(session: Session, owner: str, step: int) -> None:
    series_breaks.record_break(session, (owner, "sygefravaer"), date(2024, 1, 1 + step), "N")


def rename_series(session: Session, owner: str, step: int) -> None:
    change = IndicatorChange(owner, "sygefravaer", date(2025, 1, 1), NOW, "R", name=f"N {step}")
    indicator_commands.change_indicator(session, change)


def draft_next_year(session: Session, owner: str, step: int) -> None:
    """A draft that measures by another's series."""
    given = plan_queries.read_plan_file(session, f"{owner}-2026")
    bare = given.model_copy(update={"observations": (), "indicators": (), "institutions": ()})
    other = OWNERS[(OWNERS.index(owner) + 1 + step % 2) % len(OWNERS)]
    said = bare.model_dump_json().replace(
        '"indicator":"sygefravaer","institution":null', f'"indicator":"sygefravaer","institution":"{other}"'
    )
    assert other in said
    days = {"start": date(2027, 1, 1), "end": date(2027, 12, 31), "document_date": None}
    draft = type(given).model_validate_json(said)
    next_year = {
        "id": f"{owner}-2027",
        "stage": "draft",
        "signatures": (),
        "amendments": (),
        "notes": (str(step),),
    }
    plan_commands.import_plan(session, draft.model_copy(update=days | next_year))


def move(session: Session, owner: str, step: int) -> None:
    area = f"Et andet ministerium {step % 2}"
    change = InstitutionChange(owner, date(2026, 3 + step, 1), NOW, "R", ministry_area=area)
    institution_commands.change_institution(session, change)


def set_threshold(session: Session, owner: str, step: int) -> None:
    area = institution_queries.read_institutions(session)[0][owner].ministry_area
    area_thresholds.set_threshold(session, area, "likely", Decimal(60 + step), "R")


Write = Callable[[Session, str, int], None]
OF_ONE: tuple[Write, ...] = (tell_value, tell_event, decide, break_series, rename_series, draft_next_year)
OF_MORE: tuple[Write, ...] = (move, set_threshold)
HISTORIES = draw.lists(
    draw.tuples(draw.sampled_from(OF_ONE + OF_MORE), draw.sampled_from(OWNERS)), max_size=5
)


def read_narrowed() -> list[JudgedMoment]:
    """Read what somebody sees who sees one institution, or one area."""
    area = Person("area", (Grant(Role.READER, date.min, area="Et andet ministerium 0"),))
    of_area = [moments.read_moment(day, find_day_end(day), area, TODAY) for day in DAYS]
    return [*(one for owner in OWNERS for one in read_narrowed_to(owner)), *of_area]


def read_narrowed_to(owner: str) -> list[JudgedMoment]:
    reader = Person(owner, (Grant(Role.READER, date.min, institution=owner),))
    return [moments.read_moment(day, find_day_end(day), reader, TODAY) for day in DAYS]


def spell_narrowed(moment: JudgedMoment) -> Mapping[str, Any]:
    """What is shown of a moment to whoever sees no more."""
    told = {plan.id: tell_trends(moment.of(plan), plan) for plan in moment.plans}
    said = {name: getattr(moment, name) for name in ("catalogue", "versions", "thresholds")}
    gone = {key: dict(one.outlooks) for key, one in moment.received.items()}
    yardsticks = moment.find_yardsticks()
    return said | {"outlooks": dict(moment.outlooks), "gone": gone, "trends": told, "than": yardsticks}


def tell_trends(moment: JudgedMoment, plan: Plan) -> list[Any]:
    leaves = [leaf.criterion for goal in moment.outlooks[plan.id].score.goals for leaf in goal.leaves()]
    return [find_trend(plan, one, moment.agreed, moment.facts, moment.catalogue) for one in leaves]


def read_all() -> tuple[Snapshot, list[JudgedMoment]]:
    """Read everything and judge every plan."""
    found = [moments.read_moment(day, find_day_end(day), READER, TODAY) for day in DAYS]
    for moment in found:
        assert list(moment.outlooks.values())
    return snapshot.read_snapshot(), found


def spell_snapshot(held: Snapshot) -> Mapping[str, Any]:
    names = ("versions", "catalogue", "recorded", "settings", "proposals", "ended", "directions", "progress")
    said = {name: getattr(held, name) for name in (*names, "duties", "duty_reports")}
    return said | {"observations": held.observations.rows()}


def spell_moment(moment: JudgedMoment) -> Mapping[str, Any]:
    said = {name: getattr(moment, name) for name in ("catalogue", "facts", "versions", "thresholds")}
    return said | {"outlooks": dict(moment.outlooks), "yardsticks": moment.find_yardsticks()}


@example(history=[(write, OWNERS[0]) for write in OF_ONE + OF_MORE])
@example(history=[(move, OWNERS[1])])
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_whatever_is_written_what_is_kept_is_what_would_be_read_afresh(
    history: list[tuple[Write, str]],
    sqlite_filled: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    path = Path(shutil.copy(sqlite_filled, folder / "kept.db"))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}")
    kept, judged = read_all()
    narrowed = read_narrowed()
    for step, (write, owner) in enumerate(history):
        with open_writing(f"sqlite:///{path}", MACHINE) as session:
            write(session, owner, step)
        # Before what was written is read for whoever sees everything, and on what was kept for those who do not.
        narrowed = read_narrowed()
        before, (kept, judged) = judged, read_all()
        if write in OF_ONE:
            assert_others_are_the_same(before, judged, owner)
    forget_all()
    seen_afresh = read_narrowed()
    fresh, judged_afresh = read_all()
    assert [*map(spell_narrowed, narrowed)] == [*map(spell_narrowed, seen_afresh)]
    assert spell_snapshot(kept) == spell_snapshot(fresh)
    for now, afresh in zip(judged, judged_afresh, strict=True):
        assert spell_moment(now) == spell_moment(afresh)
        assert_judged_as_one(now)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=draw.lists(draw.dates(date(2025, 1, 1), TODAY), min_size=2, max_size=4),
    history=draw.lists(draw.tuples(draw.sampled_from(OF_ONE), draw.sampled_from(OWNERS)), max_size=2),
)
def test_what_days_share_of_what_was_looked_back_at_is_what_each_would_find(
    days: list[date],
    history: list[tuple[Write, str]],
    sqlite_filled: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"sqlite:///{shutil.copy(sqlite_filled, tmp_path_factory.mktemp('days') / 'kept.db')}"
    monkeypatch.setenv(URL_VARIABLE, url)
    for step, (write, owner) in enumerate([(tell_value, OWNERS[0]), *history]):
        for day in days:
            assert_judged_as_one(moments.read_moment(day, find_day_end(day), READER, TODAY))
        with open_writing(url, MACHINE) as session:
            write(session, owner, step)


@pytest.mark.parametrize("write", OF_ONE + OF_MORE)
def test_all_that_one_run_reads_is_of_before_what_is_written_meanwhile(
    write: Write, sqlite_filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it shows first is kept from before; what it shows after it is read when something was written."""
    path = Path(shutil.copy(sqlite_filled, tmp_path / "kept.db"))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}")
    read_all()
    read_narrowed()
    record(f"sqlite:///{path}", ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))  # of another area
    began = shutil.copy(path, tmp_path / "began.db")
    with data_version.pin_version():
        shown = read_narrowed_to(OWNERS[0])
        with open_writing(f"sqlite:///{path}", MACHINE) as session:
            write(session, OWNERS[0], 1)
        found, judged = read_all()
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{began}")
    forget_all()
    assert [*map(spell_narrowed, shown)] == [*map(spell_narrowed, read_narrowed_to(OWNERS[0]))]
    fresh, judged_afresh = read_all()
    assert spell_snapshot(found) == spell_snapshot(fresh)
    assert [*map(spell_moment, judged)] == [*map(spell_moment, judged_afresh)]


def forget_all() -> None:
    """Have the next read find nothing kept."""
    keep.forget_all()
    held_state._still_held.clear()


def assert_others_are_the_same(before: list[JudgedMoment], after: list[JudgedMoment], owner: str) -> None:
    """What others are judged on is the same object, unless they read what the institution has."""
    for then, now in zip(before, after, strict=True):
        assert then.held is not None
        assert now.held is not None
        for key, ground in now.held.held.items():
            if owner not in now.held.state.parts[key].reads:
                assert ground is then.held.held[key]


def assert_judged_as_one(moment: JudgedMoment) -> None:
    """Judged on what each reads alone, plans come out as when all are judged on all that is known."""
    whole = foresee_plans(moment.plans, moment.facts, moment.catalogue, moment.thresholds)
    for key, found in moment.outlooks.items():
        assert found.score.goals == whole[key].score.goals
        assert found.flags == whole[key].flags
        assert found.foresight == whole[key].foresight


def test_copies_share_what_they_have_in_common_and_nothing_that_was_written_in_one(
    sqlite_filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many rows in each, and not the same: the first copy and its judgements are as they were, and so are others."""
    forget_all()  # or each might continue another of the states that earlier tests still hold
    unwritten = {}
    for name in ("first", "second", "third"):
        url = f"sqlite:///{shutil.copy(sqlite_filled, tmp_path / f'{name}.db')}"
        monkeypatch.setenv(URL_VARIABLE, url)
        unwritten[url] = read_all()
    read = {}
    for step, (url, before) in enumerate(unwritten.items()):
        monkeypatch.setenv(URL_VARIABLE, url)
        with open_writing(url, MACHINE) as session:
            (tell_value, decide, tell_value)[step](session, OWNERS[0], 3 if step else 0)
        read[url] = (before, read_all())
    first, *others = (before for before, _ in read.values())
    for other in others:
        assert_others_are_the_same(first[1], other[1], "")
    for url, (_, (kept, judged)) in read.items():
        monkeypatch.setenv(URL_VARIABLE, url)
        forget_all()
        fresh, judged_afresh = read_all()
        assert spell_snapshot(kept) == spell_snapshot(fresh)
        assert [*map(spell_moment, judged)] == [*map(spell_moment, judged_afresh)]
