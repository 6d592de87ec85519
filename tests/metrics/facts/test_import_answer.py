"""The answer to a file: what each row becomes, what needs a yes, and what is left to record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.facts.import_answer import ImportAnswer, Question, RowFate, build_answer
from metrics.facts.known_rows import KnownRows
from metrics.facts.results_file import SortedRows
from metrics.facts.schema import Event, Result
from metrics.periods import find_day_start
from metrics.score.accepted_periods import AcceptedPeriods
from tests.factories import (
    catalogue,
    compared,
    event,
    event_frame,
    goal,
    indicator,
    observation_frame,
    plan,
    result,
)

FEBRUARY, MARCH = date(2018, 2, 1), date(2018, 3, 1)
KNOWN = catalogue(indicator(), indicator("loose"))
PLANS = [plan(goal("1", compared()))]


def answer(*told: Result | Event, recorded: tuple[Result | Event, ...] = ()) -> ImportAnswer:
    """The answer to a file of these rows, beside what is recorded."""
    frames = (
        observation_frame([one for one in recorded if isinstance(one, Result)]),
        event_frame([one for one in recorded if isinstance(one, Event)]),
    )
    undated = [(f"f:{line}", replace(one, recorded=None)) for line, one in enumerate(told)]
    found = SortedRows(
        [(place, one) for place, one in undated if isinstance(one, Result)],
        [(place, one) for place, one in undated if isinstance(one, Event)],
        ["f:8"],
        ["f:9"],
    )
    return build_answer(found, KnownRows(*frames), PLANS, KNOWN, AcceptedPeriods.of(PLANS, KNOWN).find_use)


def test_each_row_is_new_changed_or_the_same() -> None:
    before = result("2017", 29), result("2016", 30), event("2.1", "claimed")
    found = answer(result("2017", 31), result("2016", 30), result("2015", 28), event("2.1"), recorded=before)
    assert [line.fate for line in found.lines] == [RowFate.CHANGED, RowFate.SAME, RowFate.NEW, RowFate.NEW]
    changed = found.lines[0].before
    assert changed
    assert (changed.said["value"], [line.place for line in found.select(RowFate.SAME)]) == (29, ["f:1"])
    assert [one.period for one in found.results] == ["2017", "2015"]
    assert len(found.events) == 1
    assert (found.empty, found.not_available) == (("f:8",), ("f:9",))


def test_a_figure_that_goes_back_to_what_was_corrected_needs_a_yes() -> None:
    before = result("2017", 29, recorded=FEBRUARY), result("2017", 31, recorded=MARCH)
    found = answer(result("2017", 29), recorded=before)
    (problem,) = found.ask()
    assert (problem.code, problem.place, problem.params) == ("older_asked", "f:0", {"recorded": MARCH})
    assert found.ask([Question.OLDER]) == []
    assert answer(result("2017", 30), recorded=before).ask() == []
    assert answer(result("2017", 29, source="B"), recorded=before).ask() == []


def test_another_choice_of_source_made_by_an_older_row_needs_a_yes() -> None:
    a, b = (
        result("2017", value, source=name, chosen=True, note="x", recorded=on)
        for value, name, on in ((29, "A", FEBRUARY), (31, "B", MARCH))
    )
    assert [line.fate for line in answer(b, recorded=(a, b)).lines] == [RowFate.SAME]
    (line,) = answer(a, recorded=(a, b)).lines
    assert (line.fate, line.older) == (RowFate.CHANGED, True)


def test_a_slip_of_magnitude_needs_a_yes_once() -> None:
    found = answer(result("2017", 290), recorded=(result("2016", 29),))
    (problem,) = found.ask([Question.OLDER])
    assert (problem.code, problem.params) == ("jump_up_asked", {"times": 10, "other": 29})
    assert found.ask([Question.JUMPS]) == []
    assert answer(result("2017", 290), recorded=(result("2016", 29), result("2017", 290))).ask() == []
    (problem,) = answer(result("2017", "2.9"), recorded=(result("2016", 29),)).ask()
    assert (problem.code, problem.params["times"]) == ("jump_down_asked", 10)


def test_figures_before_any_plan_and_of_loose_series_are_marked() -> None:
    found = answer(result("2016", 1), result("2017", 1), result("2017", 1, key="loose"))
    assert [(line.history, line.unused) for line in found.lines] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_who_entered_what_stood_before_is_known_by_the_id_of_its_row() -> None:
    found = answer(result("2017", 31), event("2.1"), recorded=(result("2017", 29), event("2.1", "not_met")))
    assert [line.by for line in found.name_authors({1: "a@b"}).lines] == ["a@b", None]
    assert found.name_authors({}).lines[0].by is None


def test_figures_told_before_their_period_has_ended_are_marked() -> None:
    found = answer(result("2017Q4", 1), result("2017", 1), event("2.1"))
    undated = replace(
        found, lines=tuple(replace(line, made=replace(line.made, recorded=None)) for line in found.lines)
    )
    assert [line.early for line in undated.mark_early(find_day_start(date(2017, 12, 31))).lines] == [
        True,
        True,
        False,
    ]
    assert not any(line.early for line in undated.mark_early(find_day_start(date(2018, 1, 1))).lines)
