"""A draft as rows of a results file."""

from __future__ import annotations

from metrics.plan.terms import SeriesOwner
from metrics.report.declared_rows import make_rows
from tests.factories import compared, goal, milestone, over, owned, plan, result
from tests.reporting import checked, draft, on

PLAN = plan(
    goal("1", compared("1.1", over("pooled"))),
    goal("2", milestone("2.1", on("2017-06-30")), milestone("2.2", on("2017-12-01"))),
)


def rows(lines: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    found = make_rows(checked(PLAN, {}).lines, draft(lines), PLAN, on("2017-07-04"))
    return [{name: text for name, text in row.cells.items() if text} for _, row in found]


def test_a_figure_is_a_row_of_its_series_with_the_cause_as_its_note() -> None:
    assert rows({"figure:share:2017Q2": {"value": "23,4", "cause": "C", "measure": "M", "source": "S"}}) == [
        {
            **{"institution": "inst", "indicator": "share", "period": "2017Q2"},
            **{"value": "23,4", "note": "C", "source": "S"},
        }
    ]


def test_a_milestone_done_has_its_day_and_its_evidence_and_one_expected_is_expected_today() -> None:
    about = {"institution": "inst", "indicator": "plan-2017:2.1"}
    done = {"status": "claimed", "on": "2017-06-20", "evidence": "2017-1234"}
    assert rows({"milestone:2.1": done}) == [
        {**about, "period": "2017-06-20", "value": "claimed", "source": "2017-1234"}
    ]
    assert rows({"milestone:2.1": {"status": "in_doubt", "on": "2017-09-01", "note": "N"}}) == [
        {**about, "period": "2017-07-04", "value": "in_doubt", "note": "N"}
    ]


def test_an_expectation_of_a_goal_is_one_of_each_of_its_open_tests() -> None:
    found = rows({"goal:2": {"status": "expected_met"}, "words": {"text": "W"}})
    assert [row["indicator"] for row in found] == ["plan-2017:2.1", "plan-2017:2.2"]


def test_a_figure_that_says_no_source_has_that_of_the_latest_and_none_where_it_is_taken_away() -> None:
    asked = checked(PLAN, {}, result("2017Q1", of=(9, 10), source="ESDH")).lines
    for typed, source in (({}, "ESDH"), ({"source": "Excel"}, "Excel"), ({"source": ""}, "")):
        told = {"figure:share:2017Q2": {"value": "91", **typed}}
        ((_, row),) = make_rows(asked, draft(told), PLAN, on("2017-07-04"))
        assert row.cells["source"] == source
    awaited = {"figure:share:2017Q2": {"awaited": "2017-08-01"}}
    ((_, row),) = make_rows(asked, draft(awaited), PLAN, on("2017-07-04"))
    assert row.cells["source"] == ""


def test_a_comment_on_somebody_else_s_figure_is_no_row() -> None:
    found = checked(PLAN, {}, indicators=(owned(SeriesOwner.DEPARTMENT),)).lines
    told = draft({"seen:share:2017Q2": {"comment": "C"}})
    assert make_rows(found, told, PLAN, on("2017-07-04")) == []
