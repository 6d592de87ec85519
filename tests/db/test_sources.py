"""The source plans hold every figure of the two documents. The tables here are written from the documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from db.plans import plan_file
from metrics.algebra.tree import Rule
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path as TargetPath
from metrics.plan.formula import Reading, Step
from metrics.plan.model import PlanFile
from metrics.plan.terms import Operator, Party, Weights

SOURCES = Path(plan_file.__file__).parents[1] / "sources"
PLANS = {name: plan_file.read_plan(SOURCES / f"{name}.toml") for name in ("cpr-2017", "cpr-2021")}
STRATEGIC, PROFESSIONAL, ECONOMIC = "Strategiske mål", "Kernefaglige mål", "Økonomiske mål"
CORE, ADMINISTRATIVE = "Strategiske mål og kernefaglige mål", "Økonomiske mål og administrative mål"
COMPLAINTS_2017 = [(2015, "95", False), (2016, "90", False), (2017, "90", True), (2018, "92", True)]
COMPLAINTS_2021 = [(2018, "97", False), (2019, "95", False), (2020, "95", False), (2021, "90", False)]
RISK_ASSESSMENT = "Øget kvalitet i CPRs risikovurdering(er) af informationssikkerheden"
REGISTRATION = "Beslutningsoplæg for bedre kvalitet i bopælsregistreringen"
Q3 = "Opgjort efter 3. kvartal"
FOOTNOTE = "Resultatplan 2017, fodnote 1"
EACH_PLAN = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)

# What the documents say in prose and a note must keep: plan, goal or criterion, words of the note.
NOTES = [
    ("cpr-2017", "1.1.2", ["2018"]),
    ("cpr-2017", "1.2", ["10 mio."]),
    ("cpr-2017", "2.1", ["§ 56", "25 pct.", "2013 til 2015", "nyt personnummer"]),
    ("cpr-2017", "2.2", ["Departementet kan bede"]),
    ("cpr-2017", "2.2.1", ["Mennesker", "leverandører", "hacktivister"]),
    ("cpr-2017", "2.2.1", ["Naturkatastrofer", "Ulykker", "Nedbrud og tekniske fejl"]),
    (
        "cpr-2017",
        "2.2.1",
        ["Trusselsidentifikation", "oktober 2015", "Digitaliseringsstyrelsen", "FE", "CFCS"],
    ),
    ("cpr-2017", "2.3.1", ["en del af et godt cyberforsvar", "april 2016", "CFCS", "topledelsen", "SIEM"]),
    ("cpr-2017", "2.3.1", ["tidssynkronisering", "centralisering", "aktivering", "fokuspunkter", "jura"]),
    ("cpr-2017", "2.3.2", ["SIEM"]),
    ("cpr-2017", "3.2", ["Statens Benchmarkdatabase", "Sygefravær ministeransvarsområder"]),
    ("cpr-2021", "1.1", ["§ 56"]),
    ("cpr-2021", "1.2", ["DXC", "sommeren 2022"]),
    ("cpr-2021", "1.4", ["november 2020"]),
    ("cpr-2021", "2.1", ["97,4 mio. kr.", "2021", "udgiftsopfølgning 4", "vejledning"]),
    ("cpr-2021", "2.2", ["Statens Benchmarkdatabase", "ISOLA"]),
]


def leaf(plan: str, number: str) -> Criterion:
    return next(c for goal in PLANS[plan].goals for c in goal.leaves() if c.number == number)


def steps(plan: str, number: str) -> tuple[Step, ...]:
    criterion = leaf(plan, number)
    target = criterion.quantities["target" if criterion.compare else "tolerance"]
    assert isinstance(target, TargetPath)
    return target.by_year


def note(plan: str, number: str) -> str:
    notes = {goal.number: goal.note for goal in PLANS[plan].goals}
    notes |= {c.number: c.note for goal in PLANS[plan].goals for c in goal.leaves()}
    return notes[number] or ""


@pytest.mark.parametrize(
    ("plan", "year", "signed", "department"),
    [
        ("cpr-2017", 2017, date(2016, 12, 12), "Økonomi- og Indenrigsministeriet"),
        ("cpr-2021", 2021, date(2020, 12, 15), "Social- og Indenrigsministeriet"),
    ],
)
def test_a_plan_is_for_one_year_and_dated_by_its_last_signature(
    plan: str, year: int, signed: date, department: str
) -> None:
    found = PLANS[plan]
    assert (found.id, found.institution, found.department) == (plan, "cpr", department)
    assert (found.start, found.end) == (date(year, 1, 1), date(year, 12, 31))
    assert found.document_date == signed


def test_the_signatures_have_roles_and_days() -> None:
    assert [(s.party, s.organisation, s.role, s.on) for s in PLANS["cpr-2017"].signatures] == [
        (Party.DEPARTMENT, "Økonomi- og Indenrigsministeriet", "Departementschef", date(2016, 12, 12)),
    ]
    assert [(s.party, s.organisation, s.role, s.on) for s in PLANS["cpr-2021"].signatures] == [
        (Party.DEPARTMENT, "Social- og Indenrigsministeriet", "Departementschef", date(2020, 12, 11)),
        (Party.INSTITUTION, "CPR-administrationen", "Kontorchef", date(2020, 12, 15)),
    ]


@pytest.mark.parametrize(("plan", "quarters"), [("cpr-2017", (1, 2, 3, 4)), ("cpr-2021", (2, 4))])
def test_reports_are_due_14_days_after_the_quarters_with_a_date(plan: str, quarters: tuple[int, ...]) -> None:
    assert (PLANS[plan].reporting.days, PLANS[plan].reporting.quarters) == (14, quarters)


def test_the_two_reporting_rules_of_2021_are_both_told() -> None:
    told = PLANS["cpr-2021"].reporting.note or ""
    assert "hvert kvartal" in told
    assert "2. og 4. kvartal" in told


@EACH_PLAN
def test_seven_goals_weigh_the_same_out_of_100(plan: PlanFile) -> None:
    assert (len(plan.goals), plan.scoring.weights) == (7, Weights.EQUAL)
    assert plan.scoring.possible == 100
    assert "100/7" in (plan.scoring.note or "")
    assert all(goal.scored and goal.grade is None for goal in plan.goals)


def test_the_slip_in_the_weights_of_2017_is_told() -> None:
    assert "antallet af mål divideret med 100" in (PLANS["cpr-2017"].scoring.note or "")


@pytest.mark.parametrize(
    ("plan", "goals"),
    [
        (
            "cpr-2017",
            [
                ("1.1", "IT-sikkerhed", STRATEGIC, Rule.ALL, 2),
                ("1.2", "Datakvalitet", STRATEGIC, Rule.ALL, 2),
                ("2.1", "Afslutning af klagesager", PROFESSIONAL, Rule.ALL, 1),
                ("2.2", RISK_ASSESSMENT, PROFESSIONAL, Rule.ALL, 2),
                ("2.3", "Forbedret logning og overvågning af it-miljøet", PROFESSIONAL, Rule.ALL, 2),
                ("3.1", "Budgetoverholdelse", ECONOMIC, Rule.ALL, 2),
                ("3.2", "Sygefravær", ECONOMIC, Rule.ALL, 1),
            ],
        ),
        (
            "cpr-2021",
            [
                ("1.1", "Afslutning af klagesager", CORE, Rule.ALL, 1),
                ("1.2", "Udbud af CPR-opgaven", CORE, Rule.ALL, 1),
                ("1.3", "Håndtering af legacy i CPR-systemet", CORE, Rule.ALL, 2),
                ("1.4", REGISTRATION, CORE, Rule.ALL, 1),
                ("2.1", "Bedre budgettering", ADMINISTRATIVE, Rule.ANY, 2),
                ("2.2", "Sygefravær", ADMINISTRATIVE, Rule.ANY, 2),
                ("2.3", "GDPR", ADMINISTRATIVE, Rule.ALL, 2),
            ],
        ),
    ],
)
def test_the_goals_with_their_group_rule_and_number_of_parts(
    plan: str, goals: list[tuple[str, str, str, Rule, int]]
) -> None:
    found = [(g.number, g.title, g.group, g.rule, len(list(g.leaves()))) for g in PLANS[plan].goals]
    assert found == goals


@EACH_PLAN
def test_every_goal_says_what_kind_it_is(plan: PlanFile) -> None:
    assert all(goal.kind is not None for goal in plan.goals)


@pytest.mark.parametrize(
    ("plan", "number", "targets"),
    [
        ("cpr-2017", "2.1.1", COMPLAINTS_2017),
        ("cpr-2017", "3.1.1", [(year, "2", False) for year in (2015, 2016, 2017, 2018)]),
        ("cpr-2017", "3.1.2", [(year, "1", False) for year in (2015, 2016, 2017, 2018)]),
        ("cpr-2021", "1.1.1", COMPLAINTS_2021),
        ("cpr-2021", "2.1.1", [(year, "2.0", False) for year in (2020, 2021, 2022, 2023, 2024)]),
        ("cpr-2021", "2.1.2", [(year, "1.0", False) for year in (2020, 2021, 2022, 2023, 2024)]),
    ],
)
def test_every_target_with_its_bracket(plan: str, number: str, targets: list[tuple[int, str, bool]]) -> None:
    found = [(step.year, step.number, step.provisional) for step in steps(plan, number)]
    assert found == [(year, Decimal(value), bracket) for year, value, bracket in targets]


def test_sickness_in_2017_is_10_percent_below_2016_and_later_years_in_brackets() -> None:
    expected = Reading(indicator="sygefravaer", year=2016, shift=-1, factor=Decimal("0.9"))
    found = [(step.year, step.reading, step.provisional) for step in steps("cpr-2017", "3.2.1")]
    assert found == [(2017, expected, False), (2018, expected, True), (2019, expected, True)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2.2.1", Reading(indicator="sygefravaer", institution="staten", shift=-1)),
        ("2.2.2", Reading(indicator="sygefravaer", offset=-1, shift=-1, factor=Decimal("0.95"))),
    ],
)
def test_sickness_in_2021_follows_the_state_or_the_year_before(number: str, expected: Reading) -> None:
    found = [(step.year, step.reading, step.provisional) for step in steps("cpr-2021", number)]
    assert found == [(year, expected, False) for year in (2020, 2021, 2022, 2023, 2024)]


@pytest.mark.parametrize(
    ("plan", "number", "indicator", "operator"),
    [
        ("cpr-2017", "2.1.1", "klagesager-rettidigt", Operator.AT_LEAST),
        ("cpr-2017", "3.1.1", "budgetafvigelse-grundbudget", None),
        ("cpr-2017", "3.1.2", "budgetafvigelse-udgiftsopfoelgning-2", None),
        ("cpr-2017", "3.2.1", "sygefravaer", Operator.AT_MOST),
        ("cpr-2021", "1.1.1", "klagesager-rettidigt", Operator.AT_LEAST),
        ("cpr-2021", "2.1.1", "budgetafvigelse-grundbudget-mio", None),
        ("cpr-2021", "2.1.2", "budgetafvigelse-udgiftsopfoelgning-2-mio", None),
        ("cpr-2021", "2.2.1", "sygefravaer", Operator.AT_MOST),
        ("cpr-2021", "2.2.2", "sygefravaer", Operator.AT_MOST),
    ],
)
def test_what_a_measured_criterion_reads(
    plan: str, number: str, indicator: str, operator: Operator | None
) -> None:
    criterion = leaf(plan, number)
    # Sickness absence is a rolling year to the third quarter.
    shift = -1 if indicator == "sygefravaer" else 0
    assert criterion.quantities["value"] == Reading(indicator=indicator, shift=shift)
    assert (criterion.compare.operator if criterion.compare else None) is operator
    assert not (criterion.within and criterion.within.relative)


@pytest.mark.parametrize(
    ("plan", "milestones"),
    [
        (
            "cpr-2017",
            [
                ("1.1.1", date(2017, 12, 31), None),
                ("1.2.1", date(2017, 6, 30), None),
                ("1.2.2", date(2017, 6, 30), None),
                ("2.2.1", date(2017, 9, 30), None),
                ("2.2.2", date(2017, 9, 30), None),
                ("2.3.1", date(2017, 9, 30), None),
                ("2.3.2", date(2017, 9, 30), None),
            ],
        ),
        (
            "cpr-2021",
            [
                ("1.2.1", date(2021, 9, 30), None),
                ("1.3.1", date(2021, 3, 31), None),
                ("1.3.2", date(2021, 12, 31), "1.3.1"),
                ("1.4.1", date(2021, 3, 31), None),
                ("2.3.1", date(2021, 3, 31), None),
                ("2.3.2", date(2021, 11, 30), "2.3.1"),
            ],
        ),
    ],
)
def test_every_milestone_with_its_day(plan: str, milestones: list[tuple[str, date, str | None]]) -> None:
    leaves = [c for goal in PLANS[plan].goals for c in goal.leaves()]
    assert [(c.number, c.milestone.due, c.milestone.depends_on) for c in leaves if c.milestone] == milestones


def test_the_recommendations_of_the_test_are_judged_at_the_end_of_2017() -> None:
    assessed = {c.number: c.assessed for p in PLANS for g in PLANS[p].goals for c in g.leaves() if c.assessed}
    assert list(assessed) == ["1.1.2"]
    assert (assessed["1.1.2"].due, assessed["1.1.2"].by) == (date(2017, 12, 31), Party.DEPARTMENT)


@pytest.mark.parametrize(
    ("plan", "results"),
    [
        (
            "cpr-2017",
            [
                ("budgetafvigelse-grundbudget", "2015", "0.4", False, None, "Årsrapport 2015"),
                ("budgetafvigelse-udgiftsopfoelgning-2", "2015", "0.4", False, None, "Årsrapport 2015"),
                ("klagesager-modtaget", "2013", "190", False, None, FOOTNOTE),
                ("klagesager-modtaget", "2014", "201", False, None, FOOTNOTE),
                ("klagesager-modtaget", "2015", "246", False, None, FOOTNOTE),
                ("klagesager-rettidigt", "2015", "78.9", False, None, "Årsrapport 2015"),
                ("klagesager-rettidigt", "2016", "75.8", True, Q3, "Resultatplan 2017"),
                ("sygefravaer", "2014-10/2015-09", "12.7", False, None, "Statens Benchmarkdatabase"),
                ("sygefravaer", "2015-10/2016-09", "7.2", False, None, "Statens Benchmarkdatabase"),
            ],
        ),
        (
            "cpr-2021",
            [
                ("bruttoudgiftsbevilling", "2021", "97.4", False, None, "Finansloven for 2021"),
                ("klagesager-rettidigt", "2018", "98.7", False, None, "Resultatplan 2021"),
                ("klagesager-rettidigt", "2019", "98.0", False, None, "Resultatplan 2021"),
            ],
        ),
    ],
)
def test_every_result_with_its_footnote_and_source(
    plan: str, results: list[tuple[str, str, str, bool, str | None, str]]
) -> None:
    found = sorted(
        (o.indicator, o.period, o.value, o.provisional, o.note, o.source) for o in PLANS[plan].observations
    )
    expected = [(i, period, Decimal(value), p, words, s) for i, period, value, p, words, s in results]
    assert found == expected
    assert {o.institution for o in PLANS[plan].observations} == {"cpr"}


def test_the_two_targets_given_for_2015_are_both_told() -> None:
    first = steps("cpr-2017", "2.1.1")[0]
    assert first.number == 95
    assert "96" in (first.note or "")


def test_the_brackets_on_sickness_say_that_the_level_is_revised_each_year() -> None:
    assert all("2016" in (step.note or "") for step in steps("cpr-2017", "3.2.1") if step.provisional)


@pytest.mark.parametrize(("plan", "number", "words"), NOTES)
def test_figures_and_names_in_the_prose_stand_in_a_note(plan: str, number: str, words: list[str]) -> None:
    assert [word for word in words if word not in note(plan, number)] == []


@pytest.mark.parametrize(
    ("indicator", "unit", "decimals", "better"),
    [
        ("klagesager-rettidigt", "percent", 1, "higher"),
        ("klagesager-modtaget", "count", 0, "near"),
        ("budgetafvigelse-grundbudget", "percent", 1, "near"),
        ("budgetafvigelse-udgiftsopfoelgning-2", "percent", 1, "near"),
        ("budgetafvigelse-grundbudget-mio", "mio_dkk", 1, "near"),
        ("budgetafvigelse-udgiftsopfoelgning-2-mio", "mio_dkk", 1, "near"),
        ("bruttoudgiftsbevilling", "mio_dkk", 1, "near"),
        ("sygefravaer", "days", 1, "lower"),
    ],
)
def test_every_indicator_has_its_unit(indicator: str, unit: str, decimals: int, better: str) -> None:
    every = [i for plan in PLANS.values() for i in plan.indicators if i.id == indicator]
    assert {(i.unit, i.decimals, str(i.better)) for i in every} == {(unit, decimals, better)}


def test_the_complaints_are_one_series_by_its_full_name() -> None:
    names = {i.name for plan in PLANS.values() for i in plan.indicators if i.id == "klagesager-rettidigt"}
    assert names == {"Andel klagesager afsluttet rettidigt inden for 5 mdr."}


def test_what_both_plans_define_they_define_alike() -> None:
    first, second = PLANS.values()
    indicators = {(i.institution, i.id): i for i in first.indicators}
    shared = [i for i in second.indicators if (i.institution, i.id) in indicators]
    assert sorted(i.id for i in shared) == ["klagesager-rettidigt", "sygefravaer"]
    assert all(i == indicators[i.institution, i.id] for i in shared)
    assert first.institutions[0] == second.institutions[0]


@EACH_PLAN
def test_a_source_plan_is_real(plan: PlanFile) -> None:
    assert not any(institution.fictional for institution in plan.institutions)


@EACH_PLAN
def test_a_source_plan_survives_the_round_trip_byte_for_byte(plan: PlanFile) -> None:
    once = plan_file.dump_plan(plan)
    assert plan_file.dump_plan(plan_file.parse_plan(once)).encode() == once.encode()
