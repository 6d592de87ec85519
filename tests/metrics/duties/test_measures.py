"""Measures: the tests that a duty's note names, and whose measure it is."""

from __future__ import annotations

from metrics.duties.duty_plan import RecurringDuty
from metrics.duties.measures import Measure, count_shown, find_tests


def test_tests_are_found_in_a_note_and_a_measure_without_any_is_for_a_person() -> None:
    assert find_tests("Vises af: test_a, test_b_c. Ikke contest_d.") == ("test_a", "test_b_c")
    assert find_tests(None) == ()
    shown = Measure(RecurringDuty(number="A.1", title="T", section="2"), ("test_a",))
    other = Measure(RecurringDuty(number="B.1.1", title="T", section="1"), ())
    assert (shown.of_system, other.of_system) == (True, False)
    assert count_shown([shown, other, other]) == (1, 2)
