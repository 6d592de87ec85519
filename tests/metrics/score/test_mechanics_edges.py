"""The same rules where an edge decides: just below, exactly, and just above; and what is missing or late."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from db.plans import plan_file
from metrics.algebra.tree import Rule
from metrics.errors import InvalidInput
from metrics.plan.formula import Change, Constant, Growth, Median, Pooled, Reading
from metrics.plan.formula import Path as TargetPath
from metrics.plan.formula import find_readings as readings_of
from metrics.plan.terms import Over, Weights
from metrics.status import Status
from tests.cases import FOLDER, Case, case, reached, rows_of, target_of, text_of, trace

ROUND_TRIP = sorted(path for path in FOLDER.glob("*.toml") if not path.name.startswith("39"))


@pytest.mark.parametrize("path", ROUND_TRIP, ids=lambda path: path.stem)
def test_every_plan_here_survives_the_round_trip_byte_for_byte(path: Path) -> None:
    once = plan_file.dump_plan(plan_file.parse_plan(path.read_text(encoding="utf-8")))
    assert plan_file.dump_plan(plan_file.parse_plan(once)).encode() == once.encode()


EDGES = [
    # row, the row of results that is changed, what each value gives
    ("04", "loen", {"49.99": 100, "50": 100, "50.01": 0}),
    ("05", "sygefravaer_2017", {"7.9": 100, "8.74": 100, "8.75": 0}),
    ("06", "rettidigt", {"89.99": 0, "90": 50, "94.99": 50, "95": 100}),
    ("07", "rettidigt", {"79": 0, "80": 0, "80.15": 1, "94.85": 99, "95": 100, "96": 100}),
    ("11", "godkendt", {"24/24": 100, "23/24": 0, "0/24": 0}),
    ("18", "besoeg_2017", {"1199": 0, "1200": 100, "1201": 100}),
    ("19", "brugere_2017", {"529.9": 0, "530": 100}),
    ("19", "brugere_2016", {"499": 100, "500": 100, "501": 0}),
    ("20", "sygefravaer_2017", {"6.47": 100, "6.48": 100, "6.4801": 0}),
    ("21", "sygefravaer_2017Q4", {"2.2": 100, "2.21": 0}),
    ("22", "ventetid", {"30": 100, "31": 100, "31.1": 0}),
    ("23", "aabne_2017-12-31", {"150": 100, "151": 0}),
    ("26", "afgoerelser_2017Q3", {"104": 0, "105": 100}),
    ("26", "afgoerelser_2017Q4", {"99999": 100}),
    ("27", "regnskab", {"51": 100, "51.01": 0, "49": 100, "48.99": 0}),
    ("30", "maaling_2017-02", {"4.0": 0}),
    ("32", "egen_del", {"6.0": 100, "6.01": 0}),
    ("33", "a", {"5/8": 100, "4/8": 0, "5/9": 100}),
    ("35", "rettidigt_2017Q2", {"87": 100, "86.9": 0}),
    ("36", "svar", {"960/1000": 0, "961/1000": 100, "980/1000": 100}),
    ("38", "normeret", {"49999/100": 0, "50000/100": 100}),
]


@pytest.mark.parametrize(
    ("row", "cell", "value", "points"),
    [(row, cell, value, points) for row, cell, found in EDGES for value, points in found.items()],
)
def test_just_below_exactly_and_just_above(row: str, cell: str, value: str, points: int) -> None:
    assert case(row).secured(**{cell: value}) == points


def test_the_plans_here_use_every_word_a_plan_can_be_written_with() -> None:
    """What the example plans have no use for is shown and scored at least here."""
    plans = [plan_file.parse_plan(path.read_text(encoding="utf-8")) for path in ROUND_TRIP]
    goals = [goal for plan in plans for goal in plan.goals]
    leaves = [leaf for goal in goals for leaf in goal.leaves()]
    kinds = [quantity for leaf in leaves for quantity in leaf.quantities.values()]
    assert {reading.over for quantity in kinds for reading in readings_of(quantity)} == set(Over) - {
        Over.MIN
    }  # the mirror of MAX, below
    composed = {Constant, Reading, TargetPath, Growth, Median, Pooled, Change}
    assert {type(quantity) for quantity in kinds} == composed
    assert {plan.scoring.weights for plan in plans} == set(Weights)
    assert {goal.rule for goal in goals} == set(Rule)
    assert {row.cell("precision") or "exact" for row in rows_of("41") + rows_of("61") + rows_of("01")} == {
        *("exact", "about", "above", "at_least", "at_most")
    }


# --- Goals and totals ---------------------------------------------------------------------------------------------


def test_both_legs_met_earn_no_more_than_one() -> None:
    assert case("05").secured(sygefravaer_2017="1") == 100


def test_either_leg_decides_while_the_other_is_unknown() -> None:
    unknown = case("05").only(1, 2).score()  # the state's average is not there
    assert trace(unknown, "1.1").holds is None
    assert unknown.goal("1").status is Status.MET


@pytest.mark.parametrize(
    ("first", "second", "status", "points"),
    [
        ("met", "met", Status.MET, 100),
        ("met", "not_met", Status.PARTLY_MET, 50),
        ("not_met", "met", Status.PARTLY_MET, 50),
        ("not_met", "not_met", Status.NOT_MET, 0),
    ],
)
def test_the_word_follows_how_many_activities_were_done(
    first: str, second: str, status: Status, points: int
) -> None:
    found = case("09").but(c1_1=first, c1_2=second).score()
    assert found.goal("1").status is status
    assert found.points.secured == points


@pytest.mark.parametrize(
    ("value", "status"), [("24/24", Status.MET), ("1/24", Status.PARTLY_MET), ("0/24", Status.NOT_MET)]
)
def test_the_word_for_units_goes_from_none_to_all(value: str, status: Status) -> None:
    assert case("11").but(godkendt=value).score().goal("1").status is status


def test_a_goal_is_withdrawn_from_its_day_on() -> None:
    for day, status in ((date(2017, 5, 31), Status.NOT_DUE), (date(2017, 6, 1), Status.WITHDRAWN)):
        assert case("13").score(as_of=day).goal("5").status is status
    assert case("13").score(as_of=date(2017, 6, 1)).goal("5").weight == 0


def test_when_all_that_weighs_is_withdrawn_there_is_no_total_left() -> None:
    text = text_of("02").replace("weight = 20", "weight = 0").replace("weight = 40", "weight = 60")
    for weight in (15, 25, 60):
        text = text.replace(f"weight = {weight}", f"weight = {weight}\nwithdrawn = 2017-02-01")
    left = Case(plan_file.parse_plan(text), rows_of("02"))
    found = left.score()
    assert not found.totalled
    assert found.points.possible == 0
    assert left.score(as_of=date(2017, 1, 31)).totalled


def test_a_plan_has_its_score_until_the_day_it_is_suspended() -> None:
    assert case("14").score(as_of=date(2017, 3, 14)).points.secured == 50


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("100", "tilfredsstillende"),
        ("90", "tilfredsstillende"),
        ("89.99", "tæt på"),
        ("80", "tæt på"),
        ("79.99", "mindre tilfredsstillende"),
        ("0", "mindre tilfredsstillende"),
    ],
)
def test_a_total_is_called_by_the_highest_word_it_reaches(value: str, word: str) -> None:
    assert case("15").but(opfyldelse=value).score().word == word


def test_a_total_with_something_open_is_not_called_anything() -> None:
    assert case("15").score(as_of=date(2017, 6, 1)).word is None
    assert case("14").score().word is None


def test_a_milestone_counts_on_its_day_and_not_the_day_after() -> None:
    two, found = case("17").only(1, 2, 4), []
    for day in ("2017-09-29", "2017-09-30", "2017-10-01"):
        done = two.plus({"indicator": "m17:1.3", "period": day, "value": "met"})
        found.append(done.score().goal("1").points.secured)
    assert found == [15, 15, 10]


# --- Targets ------------------------------------------------------------------------------------------------------


def test_a_baseline_that_is_not_known_leaves_the_target_open() -> None:
    found = case("19").only(2).score()
    assert target_of(found).value is None
    assert found.goal("1").status is Status.OVERDUE_DATA


def test_a_fall_of_everything_never_divides_by_nothing() -> None:
    text = text_of("19").replace("rate = 6, since = 2016", "rate = -100, since = 2018")
    assert target_of(Case(plan_file.parse_plan(text), rows_of("19")).score()).value is None
    gone = text_of("19").replace("rate = 6", "rate = -100")
    assert target_of(Case(plan_file.parse_plan(gone), rows_of("19")).score()).value == 0


def test_a_benchmark_that_lacks_a_quarter_settles_nothing() -> None:
    found = case("21").only(1, 2, 3, 4, 5, 6, 7).score()
    assert found.points.open == 100
    assert [(due.owed.institution, due.owed.start) for due in trace(found).due if due.owed] == [
        ("staten", date(2017, 10, 1))
    ]


def test_the_median_is_known_when_the_last_peer_is() -> None:
    four = case("22").only(1, 2, 3, 4, 5).score()
    assert target_of(four).value is None
    assert four.points.open == 100


def test_a_value_of_another_day_is_not_the_stock_of_the_day() -> None:
    found = case("23").only(1).score()
    assert reached(found).value is None
    assert found.goal("1").status is Status.OVERDUE_DATA


def test_a_tolerance_of_an_unknown_budget_is_unknown() -> None:
    assert case("27").only(1).score().goal("1").status is Status.OVERDUE_DATA
    assert case("27").but(budget="0").score().goal("1").status is Status.UNKNOWN


def test_what_builds_on_a_milestone_that_failed_is_lost_also_at_a_distance() -> None:
    text = text_of("29").replace(
        "[[institutions]]",
        '[[goals.criteria]]\nnumber = "1.3"\ntitle = "Taget i brug"\n'
        'milestone = { due = 2017-12-31, depends_on = "1.2" }\n\n[[institutions]]',
        1,
    )
    chain = Case(plan_file.parse_plan(text), rows_of("29"))
    done = chain.plus({"indicator": "m29:1.3", "period": "2017-12-01", "recorded": "2017-12-01"})
    waiting = done.only(2, 3).score()
    assert [trace(waiting, number).waits_for for number in ("1.2", "1.3")] == ["1.1", "1.1"]
    assert waiting.points.open == 100
    refused = done.but(c1_1="not_met").score()
    assert [leaf.outcome.credit for leaf in refused.goal("1").leaves()] == [0, 0, 0]


def test_a_condition_that_held_all_year_is_met_only_when_the_year_is_over() -> None:
    months = [{"period": f"2017-{month:02}", "value": "3.9"} for month in range(4, 13)]
    whole = case("30").but(**{"maaling_2017-02": "3.99"}).plus(*months)
    assert whole.score().points.secured == 100
    assert whole.score(as_of=date(2017, 12, 30)).points.open == 100
    assert whole.only(*range(1, 12)).score().points.open == 100


def test_a_floor_for_every_reading_is_the_mirror_of_a_ceiling() -> None:
    text = text_of("30").replace('"max"', '"min"').replace('"<"', '">="').replace("4.0", "3.7")
    mirrored = Case(plan_file.parse_plan(text), rows_of("30"))
    spring = date(2017, 4, 1)
    assert mirrored.score(as_of=spring).points.open == 100
    fallen = mirrored.but(**{"maaling_2017-03": "3.69"}).score(as_of=spring)
    assert fallen.points.open == fallen.points.secured == 0
    assert fallen.goal("1").status is Status.OUT_OF_REACH
    months = [{"period": f"2017-{month:02}", "value": "3.7"} for month in range(4, 13)]
    assert mirrored.plus(*months).score().points.secured == 100


def test_one_reading_that_is_provisional_decides_nothing_yet() -> None:
    found = (
        case("30")
        .but(**{"maaling_2017-02": "3.5"})
        .plus({"period": "2017-04", "value": "9", "provisional": "ja"})
    )
    assert found.score(as_of=date(2017, 5, 1)).points.open == 100


def test_a_path_over_years_closes_with_the_last_of_them() -> None:
    last = {"period": "2019", "value": "39"}
    assert case("31").plus(last).score().goal("2").status is Status.MET
    assert case("31").plus({**last, "value": "38"}).score().goal("2").status is Status.NOT_MET
    early = date(2019, 12, 30)
    told = {**last, "recorded": "2019-12-20"}
    assert case("31").plus(told).score(as_of=early).goal("2").outcome.credit is None
    assert trace(case("31").plus(told).score(as_of=early), "2.1").holds is True


# --- Measurement --------------------------------------------------------------------------------------------------


def test_a_scheme_without_cases_changes_nothing_and_a_missing_one_everything() -> None:
    found = case("33").but(c="0/0").score()
    assert reached(found).value == Fraction(1300, 18)
    missing = case("33").only(1, 2).score()
    assert reached(missing).value is None
    assert missing.goal("1").status is Status.OVERDUE_DATA


def test_a_scheme_known_only_in_percent_cannot_be_added_to_others() -> None:
    assert reached(case("33").but(c="100").score()).value is None
    assert reached(case("34").but(a_2017Q1="40").score()).value is None


def test_without_its_weights_a_weighted_mean_is_unknown() -> None:
    found = case("35").only(1, 2, 3).score()
    assert reached(found).value is None
    assert found.points.open == 100
    assert [(due.owed.indicator, due.owed.start) for due in trace(found).due if due.owed] == [
        ("sager", date(2017, 4, 1))
    ]
    assert found.goal("1").status is Status.OVERDUE_DATA


def test_a_provisional_weight_settles_nothing() -> None:
    rows = case("35").only(1, 2, 3).plus({"period": "2017Q2", "value": "3", "provisional": "ja"})
    found = rows.score()
    assert reached(found).value == Fraction("89.75")
    assert found.points.open == 100


def test_when_every_case_is_left_out_there_is_no_value() -> None:
    found = case("36").but(svar="0/20").score()
    assert reached(found).value is None
    assert found.goal("1").status is Status.UNKNOWN


def test_more_cases_left_out_than_there_are_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        case("36").but(svar="1/19").score()
    assert [problem.code for problem in refused.value.problems] == ["exempt_without_ratio"]


def test_the_chosen_source_needs_a_reason_and_there_is_only_one() -> None:
    silent = case("40").only(1).plus({"source": "Fælles måling", "value": "64"})
    with pytest.raises(InvalidInput) as refused:
        silent.score()
    assert [problem.code for problem in refused.value.problems] == ["sources_disagree"]
    unreasoned = case("40").only(1).plus({"source": "Fælles måling", "value": "64", "chosen": "ja"})
    with pytest.raises(InvalidInput) as refused:
        unreasoned.score()
    assert [problem.code for problem in refused.value.problems] == ["chosen_without_reason"]


@pytest.mark.parametrize(
    ("value", "precision", "status"),
    [
        ("90", "above", Status.MET),
        ("89.9", "above", Status.UNKNOWN),
        ("90", "below", Status.NOT_MET),
        ("90.1", "below", Status.UNKNOWN),
        ("200", "about", Status.UNKNOWN),
        ("90", "exact", Status.MET),
    ],
)
def test_more_and_less_than_a_number_decide_when_it_follows(
    value: str, precision: str, status: Status
) -> None:
    rows = case("41").only(1).plus({"indicator": "tilfredse", "value": value, "precision": precision})
    assert rows.score().goal("2").status is status


@pytest.mark.parametrize(("precision", "points"), [("exact", 60), ("above", None), ("about", None)])
def test_an_inexact_value_has_no_place_on_a_line_of_partial_credit(
    precision: str, points: int | None
) -> None:
    rows = tuple(row for row in case("07").plus({"precision": precision}).rows[1:])
    found = Case(case("07").plan, rows).score()
    assert (found.points.secured if points else found.goal("1").outcome.credit) == points


def test_a_line_of_partial_credit_that_begins_beyond_its_target_gives_nothing_below_it() -> None:
    text = text_of("07").replace("partial_from = { number = 80 }", "partial_from = { number = 99 }")
    found = Case(plan_file.parse_plan(text), rows_of("07"))
    assert found.secured() == 0
    assert found.secured(rettidigt="95") == 100


def test_partial_credit_towards_an_exact_number_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text_of("07").replace('">="', '"="'))
    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("not_allowed", "goals[1].criteria[1.1].compare.operator")
    ]
