"""Verdicts in words: the arithmetic, the sources of its numbers, and what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.tree import Rule
from metrics.facts.schema import Event, Result
from metrics.plan.catalogue import Giver
from metrics.plan.criteria import Assessment, Compare, Criterion, ScalePoint
from metrics.plan.formula import Path, Quantity, Step
from metrics.plan.terms import Operator, Party, Precision, SeriesOwner, Unit
from metrics.score.scoring import CriterionScore
from tests.factories import (
    assessed,
    broken,
    catalogue,
    compared,
    event,
    goal,
    indicator,
    milestone,
    number,
    plan,
    quarterly,
    reads,
    result,
    scored,
    within,
)
from words import verdict
from words.language import Words
from words.verdict import name_giver, name_series_owner

DA, EN = Words("da"), Words("en")
DURING = date(2017, 8, 1)
LATE = date(2017, 7, 3)


def leaf(criterion: Criterion, *said: Result | Event, as_of: date = date(2030, 1, 1)) -> CriterionScore:
    """The score of a criterion on what was said."""
    others = [milestone("9")] if criterion.milestone and criterion.milestone.depends_on else []
    return scored(plan(goal("1", criterion, *others)), *said, as_of=as_of).goals[0].criteria[0]


def said(found: CriterionScore, words: Words = DA) -> str:
    """The verdict with plain spaces."""
    return verdict.write_verdict(found, words).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("operator", "value", "danish"),
    [
        (">=", 91, "91 ≥ 90: opfyldt"),
        (">=", 89, "89 < 90: ikke opfyldt"),
        ("<=", 90, "90 ≤ 90: opfyldt"),
        ("<=", 91, "91 > 90: ikke opfyldt"),
        (">", 90, "90 ≤ 90: ikke opfyldt"),
        ("<", 89, "89 < 90: opfyldt"),
        ("<", 90, "90 ≥ 90: ikke opfyldt"),
        ("=", 90, "90 = 90: opfyldt"),
        ("=", 91, "91 ≠ 90: ikke opfyldt"),
    ],
)
def test_a_comparison_has_the_sign_that_holds(operator: str, value: int, danish: str) -> None:
    assert said(leaf(compared(operator=operator), result("2017", value))) == danish


def test_a_target_made_by_a_factor_shows_it() -> None:
    criterion = compared(operator="<=", target=reads(offset=-1, factor=Decimal("0.95")))
    found = leaf(criterion, result("2016", "9.2"), result("2017", "8.7"))
    assert said(found) == "8,70 ≤ 9,2 × 95 pct. = 8,74: opfyldt"
    assert said(found, EN) == "8.70 ≤ 9.2 × 95% = 8.74: met"


def test_a_distance_shows_what_it_is_between() -> None:
    assert said(leaf(within(tolerance="2"), result("2017", -1))) == "|−1| = 1 ≤ 2: opfyldt"
    assert said(leaf(within(tolerance="2"), result("2017", 3))) == "3 > 2: ikke opfyldt"
    assert (
        said(leaf(within(tolerance="2", reference="10"), result("2017", 13)))
        == "|13 − 10| = 3 > 2: ikke opfyldt"
    )
    share = leaf(within(tolerance="10", reference="20", relative=True), result("2017", 21))
    assert said(share) == "|21 − 20| / 20 = 5 pct. ≤ 10: opfyldt"


def test_what_is_not_final_is_told_as_so_far() -> None:
    found = leaf(compared(), result("2017", 91, provisional=True))
    assert said(found) == "91 ≥ 90: opfyldt ved seneste opgørelse; opgøres endeligt efter årets udgang"
    assert said(leaf(compared(), result("2017", 89, provisional=True)), EN) == (
        "89 < 90: not met at the latest reading; settled at year-end"
    )


def test_what_the_institution_expected_stands_after_the_verdict() -> None:
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(90), expected=number(95))
    criterion = Criterion(number="1.1", title="A", compare=test)
    missed, held = leaf(criterion, result("2017", 93)), leaf(criterion, result("2017", 95))
    assert said(missed) == "93 ≥ 90: opfyldt; ringere end institutionen ventede (95)"
    assert said(held) == "95 ≥ 90: opfyldt; som institutionen ventede (95) eller bedre"
    assert said(leaf(criterion)) == "Intet resultat er registreret; institutionen ventede 95"
    assert said(missed, EN) == "93 ≥ 90: met; worse than the institution expected (95)"


def test_a_settled_part_of_the_credit_is_partly_met_and_an_open_one_is_so_far() -> None:
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(100), partial_from=number(0))
    criterion = Criterion(number="1.1", title="A", compare=test)
    assert said(leaf(criterion, result("2017", 90))) == "90 < 100: delvist opfyldt"
    assert said(leaf(criterion, result("2017", 90)), EN) == "90 < 100: partly met"
    open_ = leaf(criterion, result("2017", 90, provisional=True))
    assert said(open_) == "90 < 100: ikke opfyldt ved seneste opgørelse; opgøres endeligt efter årets udgang"


@pytest.mark.parametrize(
    ("criterion", "results", "danish"),
    [
        (compared(), [], "Intet resultat er registreret"),
        (compared(), [result("2017", of=(0, 0))], "ingen sager i perioden, derfor intet tal"),
        (compared(target=reads(offset=-1)), [result("2017", 91)], "91, men måltallet kendes ikke endnu"),
        (
            within(reference="0", relative=True),
            [result("2017", 5)],
            "5, men det tal, der måles mod, er 0, så afvigelsen i pct. kan ikke beregnes",
        ),
        (
            compared(),
            [result("2017", 90, precision=Precision.ABOUT)],
            "ca. 90, måltallet er 90: kan ikke afgøres",
        ),
    ],
    ids=["nothing", "no cases", "no target", "reference of 0", "inexact"],
)
def test_what_cannot_be_decided_says_why(criterion: Criterion, results: list[Result], danish: str) -> None:
    assert said(leaf(criterion, *results)) == danish


@pytest.mark.parametrize(
    ("kind", "on", "danish", "english"),
    [
        (
            "claimed",
            date(2017, 6, 28),
            "Indberettet som gennemført 28. juni 2017, endnu ikke bekræftet af departementet",
            "Reported done 28 June 2017, not yet confirmed by the department",
        ),
        (
            "met",
            date(2017, 6, 28),
            "Gennemført 28. juni 2017, frist 30. juni 2017: opfyldt",
            "Done 28 June 2017, due 30 June 2017: met",
        ),
        (
            "met",
            LATE,
            "Gennemført 3. juli 2017, frist 30. juni 2017: for sent, ikke opfyldt",
            "Done 3 July 2017, due 30 June 2017: too late, not met",
        ),
        ("not_met", LATE, "Vurderet ikke opfyldt 3. juli 2017", "Assessed as not met 3 July 2017"),
    ],
)
def test_a_milestone_says_what_was_said_of_it(kind: str, on: date, danish: str, english: str) -> None:
    found = leaf(milestone("1.1"), event("1.1", kind, on))
    assert (said(found), said(found, EN)) == (danish, english)


def test_what_nobody_has_said_anything_of_has_its_day() -> None:
    assert (
        said(leaf(milestone("1.1"), as_of=DURING)) == "Ikke indberettet som gennemført. Frist 30. juni 2017"
    )
    assert said(leaf(assessed("1.1"), as_of=DURING), EN) == "Not assessed. Due 31 December 2017"


def test_a_milestone_nothing_is_said_of_is_cut_off_when_the_one_it_depends_on_is_refused() -> None:
    found = leaf(milestone("1.1", depends_on="9"), event("9", "not_met", date(2017, 6, 28)))
    assert said(found) == "Ikke bekræftet. 9, som den afhænger af, er ikke gennemført"


def test_a_milestone_done_before_the_one_it_depends_on_waits_for_it() -> None:
    found = leaf(milestone("1.1", depends_on="9"), event("1.1", "met", date(2017, 6, 28)))
    assert said(found) == "Gennemført 28. juni 2017, men kan først tælle, når 9 er gennemført"


def test_an_assessment_has_its_verdict_or_its_word() -> None:
    assert said(leaf(assessed("1.1"), event("1.1", "met"))) == "Vurderet opfyldt 30. juni 2017"
    scale = Assessment(due=date(2017, 12, 31), scale=(ScalePoint(word="Godt", earns=Decimal(1)),))
    criterion = Criterion(number="1.1", title="1.1", assessed=scale)
    word = Event(
        "plan-2017",
        "1.1",
        event("1.1", "word").kind,
        date(2017, 6, 30),
        word="Godt",
        recorded=event("1.1").recorded,
    )
    assert said(leaf(criterion, word)) == "Vurderet “Godt” 30. juni 2017"


@pytest.mark.parametrize(
    ("rule", "count", "k", "danish", "english"),
    [
        (Rule.ALL, 2, None, "Begge delmål skal være opfyldt", "Both criteria must be met"),
        (Rule.ALL, 3, None, "Alle 3 delmål skal være opfyldt", "All 3 criteria must be met"),
        (
            Rule.ANY,
            2,
            None,
            "Mindst ét af 2 delmål skal være opfyldt",
            "At least one of 2 criteria must be met",
        ),
        (
            Rule.AT_LEAST,
            3,
            2,
            "Mindst 2 af 3 delmål skal være opfyldt",
            "At least 2 of 3 criteria must be met",
        ),
        (
            Rule.SUM,
            3,
            None,
            "Hvert af 3 delmål tæller med sin vægt",
            "Each of 3 criteria counts by its weight",
        ),
    ],
)
def test_a_group_says_its_rule(rule: Rule, count: int, k: int | None, danish: str, english: str) -> None:
    parts = tuple(milestone(f"1.1.{n}") for n in range(1, count + 1))
    found = leaf(Criterion(number="1.1", title="1.1", rule=rule, k=k, criteria=parts))
    assert (said(found), said(found, EN)) == (danish, english)


def sources(*results: Result) -> list[str]:
    """The lines of sources, with plain spaces."""
    trace = leaf(compared(), *results).trace
    assert trace
    return [line.replace("\u00a0", " ") for line in verdict.write_sources(trace, DA)]


def test_a_source_has_period_value_day_note_and_origin() -> None:
    recorded = date(2018, 1, 10)
    assert sources(result("2017", 91, recorded=recorded)) == [
        "share, 2017: 91,0 pct., registreret 10. januar 2018"
    ]
    assert sources(
        result(
            "2017",
            of=(9, 12),
            recorded=recorded,
            provisional=True,
            exempt=Decimal(2),
            note="Ny",
            source="Årsrapport",
        )
    ) == [
        "share, 2017: 90,0 pct. (9 af 12, 2 undtaget), registreret 10. januar 2018 (foreløbigt; Ny; Årsrapport)"
    ]
    assert sources(result("2017", 91, recorded=recorded, backfilled=True, source="Årsrapport")) == [
        "share, 2017: 91,0 pct., registreret 10. januar 2018 (efterregistreret; Årsrapport)"
    ]
    assert sources(result("2017", of=(9, 10), recorded=recorded)) == [
        "share, 2017: 90,0 pct. (9 af 10), registreret 10. januar 2018"
    ]
    assert sources(result("2017", 91, recorded=recorded, precision=Precision.ABOVE)) == [
        "share, 2017: over 91,0 pct., registreret 10. januar 2018"
    ]


def test_what_is_missing_has_the_day_it_is_due() -> None:
    found = (
        scored(plan(goal("1", compared())), indicators=[quarterly()], as_of=DURING).goals[0].criteria[0].trace
    )
    assert found
    lines = verdict.write_missing(found, DA, catalogue(quarterly()))
    assert lines[-1] == "share, Inst: tal for 4. kvartal 2017 mangler. Frist 14. januar 2018"
    final = leaf(compared(), result("2017", 91, provisional=True)).trace
    assert final
    assert verdict.write_missing(final, EN, catalogue()) == [
        "share, Inst: final figure for 2017 is missing. Due 14 January 2018"
    ]


def test_a_break_says_since_when_and_how() -> None:
    one = broken(date(2017, 1, 1), "Fra modtagelsen.")
    assert verdict.write_changed(one, DA) == (
        "Ny definition fra 1. januar 2017; tal før og efter kan ikke sammenlignes. Fra modtagelsen."
    )
    assert verdict.write_broken(one, EN, catalogue()) == (
        "The definition of “share” changed on 1 January 2017: Fra modtagelsen. "
        "The test uses figures from before and after, which cannot be compared."
    )


@pytest.mark.parametrize(
    ("reading", "danish", "english"),
    [
        (reads(offset=-1), "resultatet for 2016", "the result for 2016"),
        (
            reads(offset=-1, factor=Decimal("0.95")),
            "95 pct. af resultatet for 2016",
            "95% of the result for 2016",
        ),
        (reads(year=2015, institution="state"), "State i 2015", "State in 2015"),
        (
            reads(year=2015, institution="state", factor=Decimal("1.1")),
            "110 pct. af State i 2015",
            "110% of State in 2015",
        ),
    ],
)
def test_a_target_to_come_says_what_it_will_be_taken_from(
    reading: Quantity, danish: str, english: str
) -> None:
    known = [indicator(), indicator(owner="state")]
    p = plan(goal("1", compared(target=reading)))
    trace = scored(p, result("2017", 91), indicators=known).goals[0].criteria[0].trace
    assert trace
    assert trace.target
    for words, text in ((DA, danish), (EN, english)):
        assert verdict.write_aimed(trace.target, 2017, words, known[0], catalogue(*known)) == text


def test_a_provisional_limit_stands_in_brackets() -> None:
    criterion = compared(target=Path(by_year=(Step(year=2017, number=Decimal(90), provisional=True),)))
    trace = leaf(criterion, result("2017", 91)).trace
    assert trace
    assert trace.target
    assert criterion.compare
    text = verdict.write_limit(criterion.compare, trace.target, 2017, DA, indicator(), catalogue())
    assert text.replace("\u00a0", " ") == "[mindst 90 pct.]"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2017, 7, 1), date(2017, 9, 30), "3. kvartal 2017"),
        (date(2017, 2, 1), date(2017, 2, 28), "februar 2017"),
        (date(2017, 8, 1), date(2018, 7, 31), "01.08.2017 – 31.07.2018"),
        (date(2017, 2, 1), date(2017, 4, 30), "01.02.2017 – 30.04.2017"),
    ],
)
def test_a_span_is_named_where_it_has_a_name(start: date, end: date, shown: str) -> None:
    assert verdict.write_span(start, end, DA) == shown


def test_an_amount_has_the_decimals_it_needs_and_at_least_those_of_its_series() -> None:
    amounts = [verdict.write_amount(Fraction(text), Unit.COUNT, 1, DA) for text in ("90", "90.25")]
    assert amounts == ["90,0", "90,25"]


def test_what_is_not_out_yet_says_when_it_is_expected() -> None:
    def missing(*said: Result, as_of: date = date(2018, 2, 1)) -> list[str]:
        trace = leaf(compared(), *said, as_of=as_of).trace
        assert trace
        return [line.replace("\u00a0", " ") for line in verdict.write_missing(trace, DA, catalogue())]

    expected = result("2017", awaited=date(2018, 3, 1))
    assert missing(expected) == ["share, Inst: tal for 2017 foreligger ikke endnu, ventes 1. marts 2018"]
    assert missing(expected, as_of=date(2018, 3, 2)) == [
        "share, Inst: tal for 2017 mangler. Frist 1. marts 2018"
    ]
    told = result("2017", 91, provisional=True)
    assert missing(told, expected) == [
        "share, Inst: endeligt tal for 2017 foreligger ikke endnu, ventes 1. marts 2018"
    ]


@pytest.mark.parametrize(
    ("owner", "source", "danish", "english"),
    [
        (SeriesOwner.INSTITUTION, "ESDH", "institutionen", "the institution"),
        (SeriesOwner.DEPARTMENT, None, "departementet", "the department"),
        (SeriesOwner.CENTRAL, "ISOLA", "ISOLA", "ISOLA"),
        (SeriesOwner.CENTRAL, None, "en central kilde", "a central source"),
    ],
)
def test_an_owner_is_a_party_or_a_central_source_by_its_name(
    owner: SeriesOwner, source: str | None, danish: str, english: str
) -> None:
    assert (name_series_owner(owner, source, DA), name_series_owner(owner, source, EN)) == (danish, english)


def test_a_figure_is_given_by_the_source_it_is_fetched_from_or_else_by_the_party() -> None:
    assert name_giver(Giver(Party.DEPARTMENT, "ISOLA"), DA) == "ISOLA"
    assert name_giver(Giver(Party.DEPARTMENT), DA) == "departementet"
