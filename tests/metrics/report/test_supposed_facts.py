"""What is typed, as if it were known."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from metrics.facts.schema import Event, EventKind, Result
from metrics.report.supposed_facts import suppose
from tests.factories import event, facts, result

QUARTERS = [f"2017Q{n}" for n in (1, 2, 3, 4)]
told = st.lists(
    st.tuples(st.sampled_from(QUARTERS), st.integers(0, 100)), unique_by=lambda one: one[0], max_size=4
)


@given(told, told)
def test_supposing_is_the_same_as_recording(
    before: list[tuple[str, int]], typed: list[tuple[str, int]]
) -> None:
    known = [result(period, value) for period, value in before]
    new = [result(period, value, recorded=date(2018, 6, 1)) for period, value in typed]
    supposed = suppose(facts(*known), new, [])
    recorded = facts(*known, *new)
    plain = [(o.period, o.value) for o in recorded.series.get(("inst", "share"), ())]
    assert [(o.period, o.value) for o in supposed.series.get(("inst", "share"), ())] == plain


def test_a_claim_and_an_expectation_are_taken_as_said() -> None:
    known = facts(event("1.1", "in_doubt", date(2017, 5, 1)))
    said = [
        Event("plan-2017", "1.1", EventKind.CLAIMED, date(2017, 6, 1)),
        Event("plan-2017", "1.1", EventKind.EXPECTED_MET, date(2017, 6, 1)),
    ]
    found = suppose(known, [], said)
    assert found.events["plan-2017", "1.1"].kind is EventKind.CLAIMED
    kinds = [one.kind for one in found.expectations["plan-2017", "1.1"]]
    assert kinds == [EventKind.IN_DOUBT, EventKind.EXPECTED_MET]


def test_a_figure_that_is_not_out_yet_is_awaited_until_it_is_typed() -> None:
    expected = Result("inst", "share", "2017Q2", awaited=date(2017, 9, 1))
    waiting = suppose(facts(), [expected], [])
    assert list(waiting.awaited["inst", "share"].values()) == [date(2017, 9, 1)]
    assert waiting.series == {}
    assert suppose(waiting, [result("2017Q2", 1)], []).awaited["inst", "share"] == {}
