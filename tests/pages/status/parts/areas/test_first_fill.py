"""Today's areas are worked out once beside all else, by one process at a time, and kept for the others."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import text

from db.location import URL_VARIABLE
from db.session import MACHINE, open_writing
from db.state import kept_areas
from metrics.access import grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.model import Plan
from pages.status.parts.area_view import view_area
from pages.status.parts.areas import area_reads, first_fill, kept_briefs
from pages.status.parts.areas.area_brief import AreaBrief
from pages.ui.kept import keep
from pages.ui.moments import JudgedMoment, read_moment
from service import runs
from service.answers import last_fill
from tests.pages.conftest import record

TODAY = find_danish_day(datetime.now(UTC))


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, database: str) -> str:
    """A database whose plans are so many that something is kept, and of which nothing is known yet."""
    monkeypatch.setattr(kept_briefs, "MANY_PLANS", 1)
    last_fill.forget()
    keep.forget_all()
    return database


def read_today() -> JudgedMoment:
    return read_moment(TODAY, find_day_end(TODAY), grant_all_roles("a@example.dk"), TODAY)


def work_out_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("an area was worked out")

    monkeypatch.setattr(area_reads, "view_area", refuse)


@pytest.mark.usefixtures("many")
def test_the_first_reader_finds_the_areas_in_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    filled = first_fill.fill()
    assert filled is not None
    moment = read_today()
    judged = {plan for plan in moment.outlooks if plan in moment.outlooks._known}
    assert judged
    work_out_nothing(monkeypatch)
    briefs = area_reads.read_areas(moment)
    assert judged == {one.plan.id for area in briefs for one in area.plans}
    assert last_fill.write_state() == "ok"
    monkeypatch.setattr(first_fill, "read_moment", None)
    assert first_fill.fill(filled) == filled


@pytest.mark.usefixtures("many")
def test_another_process_finds_them_in_the_database_and_judges_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first_fill.fill()
    here = area_reads.read_areas(read_today())
    keep.forget_all()
    work_out_nothing(monkeypatch)
    assert first_fill.fill()
    moment = read_today()
    assert area_reads.read_areas(moment) == here
    assert not moment.outlooks._known


def test_after_a_write_the_area_alone_is_worked_out_and_kept(
    many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled, worked_out = first_fill.fill(), []
    record(many, ("eksempel-tilsyn", "tilsynsbesoeg", "2026Q3", "100"), recorded=TODAY)

    def note(name: str, *rest: object) -> object:
        worked_out.append(name)
        return view_area(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(area_reads, "view_area", note)
    again = first_fill.fill(filled)
    assert again not in (None, filled)
    assert len(worked_out) == 1
    keep.forget_all()
    assert first_fill.fill()
    assert len(worked_out) == 1


def test_while_another_is_at_it_nothing_is_worked_out_twice_and_a_reader_does_not_wait(
    many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept_areas.take_turn(many), monkeypatch.context() as busy:
        work_out_nothing(busy)
        assert first_fill.fill() is None
        assert last_fill.find_age() is None
        busy.undo()
        assert area_reads.read_areas(read_today())
    assert first_fill.fill()


def test_what_fails_halfway_leaves_nothing_that_is_taken_for_fresh(
    many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends after a write, with what was kept before it in place: that is found under another key, so by nobody."""
    first_fill.fill()
    before = area_reads.read_areas(read_today())
    record(many, ("eksempel-tilsyn", "tilsynsbesoeg", "2026Q3", "100"), recorded=TODAY)

    def fail(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(kept_areas, "replace_kept", fail)
        with pytest.raises(MemoryError):
            first_fill.fill()
    keep.forget_all()
    now = read_today()
    found = area_reads.read_areas(now)
    fresh = [area_reads._work_out_area(one.name, list_plans(now, one), now) for one in found]
    assert [*found] == fresh
    assert [*found] != [*before]
    assert first_fill.fill()


def list_plans(moment: JudgedMoment, brief: AreaBrief) -> list[Plan]:
    return area_reads.group_by_area(moment)[brief.name]


@pytest.mark.parametrize("document", ["", "{}", '{"name": 1}', "null"])
def test_what_cannot_be_read_is_worked_out_and_kept_anew(
    many: str, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_fill.fill()
    here = area_reads.read_areas(read_today())
    with open_writing(many, MACHINE) as session:
        session.execute(text("UPDATE kept_areas SET document = :document"), {"document": document})
    keep.forget_all()
    assert area_reads.read_areas(read_today()) == here
    assert first_fill.fill()
    keep.forget_all()
    work_out_nothing(monkeypatch)
    assert area_reads.read_areas(read_today()) == here


@pytest.mark.usefixtures("read_only")
def test_of_few_plans_nothing_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    last_fill.forget()
    monkeypatch.setattr(first_fill, "read_moment", None)
    assert first_fill.fill()
    assert last_fill.write_state() == "ok"


def test_what_cannot_be_read_is_logged_once_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(URL_VARIABLE, "sqlite:////nowhere/there/is.db")
    tried, ended = [], Event()

    def wait(_seconds: float) -> bool:
        tried.append(True)
        if len(tried) == 3:
            ended.set()
        return True

    monkeypatch.setattr(ended, "wait", wait)
    first_fill._keep_filling(ended)
    assert [record.msg for record in caplog.records if record.msg == "first_fill"] == ["first_fill"]
    assert len(tried) == 3


class Panic(BaseException):
    """As a library written in Rust has it, when it finds itself wrong."""


def test_a_panic_ends_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    tried, ended = [], Event()

    def fill(_before: object) -> None:
        tried.append(True)
        if len(tried) == 1:
            raise Panic
        ended.set()

    found: list[bool] = []
    monkeypatch.setattr(first_fill, "find_code_version", lambda: found.append(not tried))
    monkeypatch.setattr(first_fill, "fill", fill)
    monkeypatch.setattr(ended, "wait", lambda _seconds: True)
    first_fill._keep_filling(ended)
    assert (len(tried), found) == (2, [True])
    assert [record.msg for record in caplog.records if record.msg == "first_fill"] == ["first_fill"]


def test_it_ends_with_the_server(many: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Event()
    monkeypatch.setattr(first_fill, "fill", lambda _before: done.set())
    with first_fill.fill_beside() as filling:
        assert done.wait(60)
    filling.join(60)
    assert not filling.is_alive()


def test_what_was_read_first_is_left_to_lie_by_the_collector_once(monkeypatch: pytest.MonkeyPatch) -> None:
    spared, answers, ended = [], [None, (TODAY, ()), (TODAY, ()), None], Event()

    def fill(_before: first_fill.Filled | None) -> object:
        if len(answers) == 1:
            ended.set()
        return answers.pop(0)

    monkeypatch.setattr(ended, "wait", lambda _seconds: True)
    monkeypatch.setattr(first_fill, "fill", fill)
    monkeypatch.setattr(runs, "spare_collector", lambda: spared.append(len(answers)))
    first_fill._keep_filling(ended)
    assert spared == [2]
