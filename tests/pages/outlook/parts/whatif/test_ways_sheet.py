"""The ways to a total as a grid that is read by ear as well: three goals of which two have to be met, by hand."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.spare import find_spare
from metrics.whatif.ways import find_ways
from pages.outlook.parts.whatif import ways_sheet
from tests.believing import believing, milestones, scored_with
from tests.pages.drawing import DA, Reader, captions, plain, rows

SCORE = scored_with(milestones(3), believing(0.9, 0.5, 0.2))
HALF = Fraction(50)


def test_each_pair_of_goals_is_a_column_the_likeliest_first_with_chance_and_total_below() -> None:
    html = ways_sheet.draw_ways(find_ways(SCORE, Fraction(60)), SCORE, Fraction(60), DA)
    needed, spared = "skal opfyldes", "behøver ikke at blive opfyldt"
    assert rows(html) == [
        "Mål Udestår Kombination 1 1 Kombination 2 2 Kombination 3 3",
        f"1 1 33,3 {needed} {needed} {spared}",
        f"2 2 33,3 {needed} {spared} {needed}",
        f"3 3 33,3 {spared} {needed} {needed}",
        "Sandsynlighed 45 pct. 18 pct. 10 pct.",
        "Målopfyldelse, point 66,7 66,7 66,7",
    ]
    assert captions(html) == [
        "Kombinationer af opfyldte mål, der giver mindst 60 point, de mest sandsynlige først"
    ]


def test_a_dot_stands_for_each_need_and_is_hidden_from_the_ear() -> None:
    read = Reader(ways_sheet.draw_ways(find_ways(SCORE, Fraction(60)), SCORE, Fraction(60), DA))
    assert read.values("class").count("m-dot") == 6
    assert read.tags.count("i") == 6


def test_a_goal_that_no_way_needs_has_no_row() -> None:
    html = ways_sheet.draw_ways(find_ways(SCORE, HALF, {"1": 1.0, "2": 2.0}), SCORE, HALF, DA)
    assert [row.split()[0] for row in rows(html)[1:-2]] == ["1", "2"]


def test_no_way_is_said_in_words_and_a_secured_total_needs_none() -> None:
    assert plain(ways_sheet.draw_ways((), SCORE, HALF, DA)).startswith("Ingen af de mål")
    assert ways_sheet.draw_ways(find_ways(SCORE, Fraction(0)), SCORE, Fraction(0), DA) == ""


def test_no_order_by_likelihood_is_claimed_where_all_read_the_same_or_the_reader_has_ranked_the_goals() -> (
    None
):
    rare = scored_with(milestones(3), believing(0.04, 0.03, 0.02))
    unordered = ways_sheet.draw_ways(find_ways(rare, Fraction(60)), rare, Fraction(60), DA)
    assert captions(unordered) == ["Kombinationer af opfyldte mål, der giver mindst 60 point"]
    costs = {"1": 2.0, "2": 1.0, "3": 3.0}
    own = ways_sheet.draw_ways(find_ways(SCORE, HALF, costs), SCORE, HALF, DA, ranked=True)
    assert "de letteste efter jeres prioritering først" in captions(own)[0]


def test_what_is_missing_and_what_has_to_be_met_come_first_and_then_what_need_not() -> None:
    html = ways_sheet.draw_spare(find_spare(SCORE, Fraction(60)), SCORE, DA)
    assert plain(html) == (
        "0 point er opnået. Der mangler 60 af de 100 point, der udestår."
        " Målopfyldelsen er mindst 60 point, også hvis ét mål ikke opfyldes, uanset hvilket."
    )
