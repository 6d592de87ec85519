"""Two institutions against half of their points, one of them with a goal nobody can foresee; by hand."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.department import view_department
from pages.outlook.parts.department_sheet import draw_department
from tests.believing import believing, milestones, scored_with
from tests.pages.drawing import Reader, plain, rows, writer

SCORES = {
    "plan-2017": scored_with(milestones(2), believing(0.9, 0.5)),
    "other": scored_with(milestones(2, id="other"), believing(None, 0.5)),
}
HTML = draw_department(
    view_department(SCORES, Fraction(1, 2)), {key: score.plan for key, score in SCORES.items()}, writer()
)


def test_each_number_under_the_threshold_has_its_chance_of_those_that_are_known() -> None:
    """The known one stays under half only if both its goals are missed: 0.1 * 0.5."""
    assert rows(HTML)[1:3] == ["0 institutioner 95 pct. 95 pct.", "1 institution 5 pct. 5 pct."]


def test_an_institution_without_a_distribution_is_left_out_by_name_and_has_bounds() -> None:
    assert "fordi sandsynligheden for et mål ikke kendes: Inst." in plain(HTML)
    assert rows(HTML)[4:6] == ["Inst 70 95 pct.", "Inst 25 til 75 50 pct. til 100 pct."]


def test_the_goals_that_help_most_lead_to_their_pages() -> None:
    assert rows(HTML)[-2:] == ["1 1 Inst +0,05", "2 2 Inst +0,05"]
    assert "/maal?plan=plan-2017&goal=1" in Reader(HTML).values("href")
    assert "/hvad-nu-hvis?plan=other" in Reader(HTML).values("href")


def test_a_threshold_with_a_decimal_is_named_as_it_is() -> None:
    plans = {key: score.plan for key, score in SCORES.items()}
    html = plain(draw_department(view_department(SCORES, Fraction(5, 8)), plans, writer()))
    assert "62,5 pct." in html
    assert "63 pct." not in html
