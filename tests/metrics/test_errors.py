"""Problems, and the refusal that carries them."""

from __future__ import annotations

from metrics.errors import InvalidInput, Problem, refuse


def test_a_refusal_carries_every_problem_in_order() -> None:
    first, second = Problem("k_missing", "goals[1]"), Problem("text_empty", "note")
    assert InvalidInput(iter([first, second])).problems == (first, second)


def test_a_refusal_tells_codes_places_and_values_in_a_log() -> None:
    told = InvalidInput([Problem("day_to_come", "on", {"day": 3}), Problem("text_empty", "note")])
    assert str(told) == "on: day_to_come {'day': 3}; note: text_empty {}"


def test_one_problem_is_refused_at_its_place_with_its_values() -> None:
    assert refuse("between", "points", least=0, most=100).problems == (
        Problem("between", "points", {"least": 0, "most": 100}),
    )
    assert refuse("plan_closed").problems == (Problem("plan_closed"),)
