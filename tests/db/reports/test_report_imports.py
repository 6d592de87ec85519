"""A results file for a quarter with an open report fills its draft; all else is recorded directly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reports import report_imports
from db.reports.report_imports import FilledDraft
from db.results import result_commands
from db.results.raw_rows import ResultsFile
from db.session import open_writing
from metrics.access import Person
from metrics.errors import InvalidInput
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Event, EventKind, Result
from metrics.plan.terms import Precision
from tests.db.recorded import counts, facts
from tests.db.reports.played import (
    CHIEF,
    CONTROLLER,
    NOW,
    PLAN,
    QUARTER,
    REPORTER,
    answer_everything,
    fill,
    look,
    take,
)
from tests.factories import compared, goal, over, plan
from tests.reporting import TYPED_AT, checked

CLAIM = {
    "institution": "cpr",
    "indicator": f"{PLAN}:1.2.1",
    "period": "2017-06-20",
    "value": "claimed",
    "source": "J1",
}
OLD = {"institution": "cpr", "indicator": "klagesager-rettidigt", "period": "2014", "value": "90,5"}


def bring(url: str, by: Person, *rows: dict[str, str], now: datetime = NOW) -> tuple[FilledDraft, ...]:
    file = ResultsFile([RawRow(f"r.csv:{n}", cells) for n, cells in enumerate(rows, 2)])
    with open_writing(url, by) as session:
        answer = result_commands.answer_file(session, file, now)
        rest, filled = report_imports.fill_drafts(session, answer, now)
        result_commands.record_answer(session, rest, now)
    return filled


def test_what_a_report_asks_for_goes_to_its_draft_and_the_rest_is_recorded(url: str) -> None:
    fill(url, REPORTER, ("words", "text", "W"))
    before = counts(url)
    assert bring(url, REPORTER, CLAIM, OLD) == (FilledDraft(PLAN, QUARTER, 1),)
    after = counts(url)
    assert (after["events"], after["observations"]) == (before["events"], before["observations"] + 1)
    draft = look(url, REPORTER).draft
    typed = {name: draft.get("milestone:1.2.1", name) for name in ("status", "on", "evidence")}
    assert typed == {"status": "claimed", "on": "2017-06-20", "evidence": "J1"}


def test_a_plan_that_is_not_reported_on_here_is_recorded_directly(url: str) -> None:
    assert bring(url, REPORTER, CLAIM) == ()
    assert facts(url).events[PLAN, "1.2.1"].source == "J1"


def test_once_it_is_handed_in_a_file_is_recorded_directly(url: str) -> None:
    answer_everything(url, CHIEF)
    take(url, CHIEF, "approved")
    assert bring(url, REPORTER, {**CLAIM, "period": "2017-06-21"}) == ()


def test_a_file_overwrites_nobody_s_text_unseen(url: str) -> None:
    fill(url, CHIEF, ("milestone:1.2.1", "status", "in_doubt"))
    with pytest.raises(InvalidInput) as refused:
        bring(url, REPORTER, CLAIM)
    assert {p.code for p in refused.value.problems} == {"field_changed_since"}
    bring(url, CHIEF, CLAIM)
    assert look(url, CHIEF).draft.get("milestone:1.2.1", "status") == "claimed"


def test_the_department_fills_no_draft_and_hears_of_none(url: str) -> None:
    fill(url, REPORTER, ("words", "text", "W"))
    assert bring(url, CONTROLLER, OLD) == ()
    take(url, CONTROLLER, "excepted", "W", until=date(2017, 7, 28))
    with pytest.raises(InvalidInput) as refused:
        bring(url, CONTROLLER, CLAIM)
    assert [p.code for p in refused.value.problems] == ["not_permitted"]


def test_what_is_of_a_quarter_before_the_first_that_is_reported_on_here_is_recorded_directly(
    url: str,
) -> None:
    later = NOW + timedelta(days=93)
    fill(url, REPORTER, ("words", "text", "W"), quarter="2017Q3", now=later)
    assert bring(url, REPORTER, CLAIM, now=later) == (FilledDraft(PLAN, "2017Q3", 1),)  # overdue by then
    assert bring(url, REPORTER, {**OLD, "period": "2013"}, now=later) == ()


def test_a_number_that_is_expected_goes_to_its_field_and_without_a_report_is_recorded(url: str) -> None:
    expected = {**CLAIM, "indicator": f"{PLAN}:2.1.1", "period": "2017-07-10", "value": "92,5", "source": ""}
    assert bring(url, REPORTER, {**expected, "period": "2017-04-10"}) == ()
    assert [one.value for one in facts(url).numbers[PLAN, "2.1.1"]] == [Decimal("92.5")]
    fill(url, REPORTER, ("words", "text", "W"))
    assert bring(url, REPORTER, {**expected, "value": "93"}) == (FilledDraft(PLAN, QUARTER, 1),)
    assert look(url, REPORTER).draft.get("number:2.1.1", "number") == "93"
    assert len(facts(url).numbers[PLAN, "2.1.1"]) == 1


FIGURE, GOAL, NUMBER = "figure:share:2017Q2", "goal:1", "number:1.1"
MARKED = plan(goal("1", compared("1.1", over("pooled"))))
TEXT = st.one_of(st.none(), st.sampled_from(["Optalt i hånden", "ESDH; udtræk 3"]))


@st.composite
def told_results(draw: st.DrawFn) -> Result:
    """Any result that a file can tell of the figure a report asks for."""
    told = Result("inst", "share", "2017Q2", note=draw(TEXT), source=draw(TEXT))
    if draw(st.booleans()):
        return replace(told, awaited=draw(st.dates(date(2017, 8, 1), date(2018, 8, 1))))
    told = replace(told, precision=draw(st.sampled_from(Precision)), provisional=draw(st.booleans()))
    told = replace(told, chosen=told.note is not None and draw(st.booleans()))
    if draw(st.booleans()):
        return replace(told, value=draw(st.decimals(0, 100, places=3)))
    top, more, exempt = (draw(st.decimals(1, 10**6, places=places)) for places in (0, 2, 0))
    return replace(told, numerator=top, denominator=top + more, exempt=min(top, exempt))


@settings(max_examples=200)
@given(told_results())
def test_a_draft_hands_on_every_column_that_a_file_filled_it_with(made: Result) -> None:
    told = report_imports.write_result(made)
    assert checked(MARKED, {FIGURE: told}).results == ((FIGURE, made),)


@pytest.mark.parametrize("line", [GOAL, NUMBER])
def test_what_is_expected_keeps_its_note_and_its_source(line: str) -> None:
    asked = next(one for one in checked(MARKED, {}).lines if one.key == line)
    kind = EventKind.IN_DOUBT if line == GOAL else EventKind.EXPECTED_NUMBER
    value = Decimal("88.5") if line == NUMBER else None
    made = Event(MARKED.id, "1.1", kind, TYPED_AT.date(), "Sygdom", "ESDH", value=value)
    told = report_imports.write_event(asked, made)
    assert checked(MARKED, {line: told}).events == ((line, made),)


def test_of_several_sources_the_chosen_one_fills_the_draft_whole(url: str) -> None:
    later = datetime(2018, 1, 8, 9, tzinfo=UTC)
    fill(url, REPORTER, ("words", "text", "W"), quarter="2017Q4", now=later)
    said = {**OLD, "period": "2017", "value": ""}
    chosen = {**said, "numerator": "80", "denominator": "100", "source": "A", "chosen": "ja", "note": "Nyest"}
    other = {**said, "numerator": "70", "denominator": "90", "source": "B", "exempt": "5", "precision": "ca."}
    bring(url, REPORTER, chosen, other, now=later)
    draft = look(url, REPORTER, "2017Q4", later).draft
    (line,) = [line for line, name in draft.fields if name == "numerator"]
    names = ("numerator", "denominator", "exempt", "precision", "chosen", "source")
    assert [draft.get(line, name) for name in names] == ["80", "100", "", "", "ja", "A"]
