"""The reasons of flags: a sentence for every rule in both languages, with its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.facts.schema import EventKind
from metrics.followup.risk import Flag, FlagNumbers, RiskRule
from metrics.foresight.forecast import RunRate, Silence, SilenceReason, YearPace
from metrics.periods import Frequency
from metrics.plan.model import Goal
from metrics.plan.terms import Over, Unit
from metrics.score.chosen_parts import OwedValue
from metrics.score.due_item import DueItem
from tests.factories import compared, goal, indicator, milestone
from words.flag import write_named_reason, write_reason, write_silence
from words.language import Words

DA, EN = Words("da"), Words("en")
DAY = date(2017, 9, 30)
NEEDED = RunRate(97.5, 2, upward=True, season=95.0, indicator=indicator(frequency=Frequency.QUARTER))
SHARE = replace(NEEDED, volume=123.4, season=None)
SHARE_PACE = YearPace(Over.POOLED, 91.6, 79.33, 80.0, upward=True, indicator=indicator())
COUNTED = indicator(unit=Unit.COUNT, decimals=0, frequency=Frequency.QUARTER)
MONTHLY = indicator(unit=Unit.COUNT, decimals=0, frequency=Frequency.MONTH)
IN_DAYS = indicator(unit=Unit.DAYS, frequency=Frequency.MONTH)

SAID: dict[RiskRule, tuple[FlagNumbers, str, str]] = {
    RiskRule.OVERDUE: (
        FlagNumbers(days=51),
        "Ikke indberettet, 51 dage over fristen",
        "Not reported, 51 days overdue",
    ),
    RiskRule.AWAITING: (
        FlagNumbers(days=78, on=DAY),
        "Indberettet 30. september; har afventet departementet i 78 dage",
        "Reported 30 September; has awaited the department for 78 days",
    ),
    RiskRule.BLOCKED: (
        FlagNumbers(waits_for="1.1", on=DAY),
        "Venter på milepæl 1.1, som havde frist 30. september 2017",
        "Waits for milestone 1.1, which was due 30 September 2017",
    ),
    RiskRule.MILESTONE_SOON: (
        FlagNumbers(days=1),
        "Milepæl 1.1 har frist om 1 dag (30. september) og er endnu ikke indberettet som gennemført",
        "Milestone 1.1 is due in 1 day (30 September) and not reported done",
    ),
    RiskRule.RUN_RATE: (
        FlagNumbers(needed=SHARE),
        "Måltallet kræver 97,5 pct. af de ca. 100 sager, der forventes i resten af året",
        "Needs 97.5% of the about 100 cases expected in the rest of the year",
    ),
    RiskRule.BEHIND: (
        FlagNumbers(pace=SHARE_PACE),
        "Måltallet kræver 91,6 pct. af sagerne i resten af året; hidtil i år 79,3 pct., i seneste kvartal 80 pct.",
        "Needs 91.6% of the cases in the rest of the year; so far this year 79.3%, in the latest quarter 80%",
    ),
    RiskRule.UNLIKELY: (
        FlagNumbers(p=0.145, likely=Decimal(50)),
        "Sandsynlighed for opfyldelse 15 pct. (departementets grænse: 50 pct.)",
        "Likelihood of being met 15% (the area’s limit: 50%)",
    ),
    RiskRule.OWN_DOUBT: (
        FlagNumbers(expected=EventKind.IN_DOUBT, on=DAY),
        "Institutionen vurderer opfyldelsen som usikker (30. september 2017)",
        "The institution is in doubt (30 September 2017)",
    ),
    RiskRule.DISAGREEMENT: (
        FlagNumbers(p=0.3, on=DAY),
        "Institutionen forventer opfyldelse (30. september 2017), men den beregnede sandsynlighed er 30 pct.",
        "The institution expects it to be met (30 September 2017), but the computed likelihood is 30%",
    ),
    RiskRule.STALE: (
        FlagNumbers(days=120, on=DAY),
        "Institutionens vurdering er 120 dage gammel (30. september 2017)",
        "The institution’s assessment is 120 days old (30 September 2017)",
    ),
    RiskRule.REPORT_DUE: (FlagNumbers(quarter=3), "Afrapportering for 3. kvartal", "Report for quarter 3"),
    RiskRule.SILENT: (
        FlagNumbers(silence=Silence(SilenceReason.TOO_FEW_YEARS, have=2, need=4)),
        "Ingen prognose: 2 af 4 nødvendige år",
        "No forecast: 2 of 4 needed years",
    ),
}


def reason(rule: RiskRule, numbers: FlagNumbers, words: Words) -> str:
    """The reason of a flag, with plain spaces."""
    flag = Flag(rule, "1", "1.1", DAY, Fraction(10), numbers)
    return write_reason(flag, words).replace("\u00a0", " ")


def test_a_sentence_is_held_for_every_rule() -> None:
    assert {*SAID, RiskRule.IMPOSSIBLE} == set(RiskRule)


@pytest.mark.parametrize("rule", SAID)
def test_every_rule_has_its_sentence(rule: RiskRule) -> None:
    numbers, danish, english = SAID[rule]
    assert (reason(rule, numbers, DA), reason(rule, numbers, EN)) == (danish, english)


def test_what_is_impossible_says_since_when_and_what_it_would_take() -> None:
    numbers = FlagNumbers(on=DAY, needed=NEEDED)
    danish, english = (reason(RiskRule.IMPOSSIBLE, numbers, words) for words in (DA, EN))
    assert danish.startswith("Kan ikke længere opfyldes fuldt ud (fra 30. september 2017): måltallet kræver ")
    assert danish.endswith(
        "97,5 pct. pr. kvartal i de 2 kvartaler, der endnu ikke er opgjort; "
        "bedst hidtil på samme tid af året er 95 pct."
    )
    assert english.startswith("Out of reach in full since 30 September 2017: needs ")
    assert english.endswith(
        "97.5% a quarter in the 2 quarters not yet settled; best so far at the same time of year: 95%"
    )


def test_a_late_value_names_its_period() -> None:
    owed = OwedValue("inst", "share", date(2017, 7, 1), DAY)
    assert reason(RiskRule.OVERDUE, FlagNumbers(days=1, late=DueItem(DAY, owed)), DA) == (
        "Tal for 3. kvartal 2017 mangler, 1 dag over fristen"
    )


def test_what_the_department_owes_unasked_says_what_it_is() -> None:
    owed = OwedValue("inst", "share", date(2017, 7, 1), DAY)
    assert reason(RiskRule.AWAITING, FlagNumbers(days=2, late=DueItem(DAY, owed)), DA) == (
        "Departementet mangler at registrere tal for 3. kvartal 2017, 2 dage over fristen"
    )
    fetched = DueItem(DAY, owed, source="ISOLA")
    assert reason(RiskRule.AWAITING, FlagNumbers(days=2, late=fetched), DA) == (
        "Departementet mangler at registrere tal for 3. kvartal 2017 fra ISOLA, 2 dage over fristen"
    )
    assert reason(RiskRule.AWAITING, FlagNumbers(days=1), EN) == (
        "The department has yet to assess the goal, 1 day overdue"
    )


def test_a_milestone_that_was_claimed_says_so() -> None:
    assert reason(RiskRule.MILESTONE_SOON, FlagNumbers(days=2, on=DAY), DA) == (
        "Milepæl 1.1 har frist om 2 dage (30. september); indberettet som gennemført 30. september, "
        "endnu ikke bekræftet af departementet"
    )


def test_an_institution_that_expects_a_failure_is_not_told_as_in_doubt() -> None:
    numbers = FlagNumbers(expected=EventKind.EXPECTED_NOT_MET, on=DAY)
    assert reason(RiskRule.OWN_DOUBT, numbers, EN) == (
        "The institution does not expect it to be met (30 September 2017)"
    )


def test_a_doubt_that_follows_from_a_number_says_that_it_is_the_number() -> None:
    numbers = FlagNumbers(expected=EventKind.EXPECTED_NOT_MET, by_number=True, on=DAY)
    assert reason(RiskRule.OWN_DOUBT, numbers, EN) == (
        "The institution's own number does not meet the target (30 September 2017)"
    )


def test_a_probability_that_is_no_certainty_is_not_written_as_one() -> None:
    numbers = FlagNumbers(p=0.0001, likely=Decimal(50))
    assert reason(RiskRule.UNLIKELY, numbers, DA).startswith("Sandsynlighed for opfyldelse under 1 pct.")


@pytest.mark.parametrize(
    "reason_why", [one for one in SilenceReason if one is not SilenceReason.DEFINITION_CHANGED]
)
@pytest.mark.parametrize("words", [DA, EN], ids=lambda words: words.lang)
def test_every_silence_has_its_sentence(reason_why: SilenceReason, words: Words) -> None:
    text = write_silence(Silence(reason_why, have=2, need=4), words)
    assert text.startswith(("Ingen prognose: ", "No forecast: "))


def test_a_silence_after_a_break_says_since_when() -> None:
    found = Silence(SilenceReason.TOO_FEW_VALUES, have=3, need=8, since=date(2017, 1, 1))
    assert write_silence(found, DA) == (
        "Ingen prognose: 3 af 8 nødvendige tal siden definitionen blev ændret 1. januar 2017"
    )


# --- Which criterion a reason is about ----------------------------------------------------------------------------

SEVERAL = goal("1", milestone("1.1"), compared("1.2"))


def named(rule: RiskRule, criterion: str | None, of: Goal = SEVERAL, *, titled: bool = False) -> str:
    numbers = FlagNumbers(p=0.36, likely=Decimal(68), days=17)
    flag = Flag(rule, "1", criterion, date(2026, 12, 15), Fraction(10), numbers)
    return write_named_reason(flag, of, DA, titled=titled).replace("\u00a0", " ")


def test_a_reason_names_its_criterion_where_the_goal_has_several() -> None:
    said = "Sandsynlighed for opfyldelse 36 pct. (departementets grænse: 68 pct.)"
    assert named(RiskRule.UNLIKELY, "1.2") == f"1.2: {said}"
    assert named(RiskRule.UNLIKELY, "1.2", titled=True) == f"1.2 1.2: {said}"
    assert named(RiskRule.UNLIKELY, None) == said
    assert named(RiskRule.UNLIKELY, "1.1", goal("1", compared("1.1"))) == said


def test_a_milestone_that_is_due_is_named_once() -> None:
    said = "har frist om 17 dage (15. december) og er endnu ikke indberettet som gennemført"
    assert named(RiskRule.MILESTONE_SOON, "1.1") == f"Milepæl 1.1 {said}"
    assert named(RiskRule.MILESTONE_SOON, "1.1", titled=True) == f"Milepæl 1.1 1.1 {said}"


def test_a_milestone_that_is_due_today_says_today() -> None:
    assert reason(RiskRule.MILESTONE_SOON, FlagNumbers(), DA) == (
        "Milepæl 1.1 har frist i dag og er endnu ikke indberettet som gennemført"
    )
    assert reason(RiskRule.MILESTONE_SOON, FlagNumbers(on=DAY), EN) == (
        "Milestone 1.1 is due today; reported done 30 September, not yet confirmed by the department"
    )


def test_a_day_of_another_year_has_its_year() -> None:
    numbers = FlagNumbers(days=130, on=DAY)
    assert reason(RiskRule.AWAITING, numbers, DA).startswith("Indberettet 30. september 2017; har afventet")


def test_full_and_partial_fulfilment_have_each_their_likelihood() -> None:
    numbers = FlagNumbers(p=0.3, partly=0.8, likely=Decimal(68))
    assert reason(RiskRule.UNLIKELY, numbers, DA) == (
        "Sandsynlighed for fuld opfyldelse 30 pct. (departementets grænse: 68 pct.), "
        "for delvis eller fuld opfyldelse 80 pct."
    )


def test_what_is_done_and_waits_for_another_says_for_which() -> None:
    numbers = FlagNumbers(days=3, waits_for="1.1")
    assert reason(RiskRule.OVERDUE, numbers, DA) == (
        "Gennemført, men venter på milepæl 1.1, som ikke er indberettet, 3 dage over fristen"
    )
    assert reason(RiskRule.AWAITING, numbers, EN) == (
        "Done, but waits for milestone 1.1, which awaits the department, 3 days overdue"
    )


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (
            YearPace(Over.SUM, 12.0, 11.0, 10.5, upward=True, indicator=COUNTED),
            "Måltallet kræver 12 pr. kvartal i resten af året; hidtil i år i gennemsnit 11, i seneste kvartal 10,5",
        ),
        (
            YearPace(Over.MEAN, 12.0, 13.0, 14.0, upward=False, indicator=COUNTED),
            "Måltallet kræver højst 12 pr. kvartal i resten af året; hidtil i år i gennemsnit 13, i seneste kvartal 14",
        ),
        (
            YearPace(Over.LAST, -80.64, -1.76, -1.76, upward=False, indicator=COUNTED, weekly=True),
            "Niveauet skal falde med 80,6 om ugen for at nå måltallet; hidtil i år er det faldet med 1,8 om ugen",
        ),
        (
            YearPace(Over.LAST, 3.0, 1.5, 1.5, upward=True, indicator=COUNTED, weekly=True),
            "Niveauet skal stige med 3,0 om ugen for at nå måltallet; hidtil i år er det steget med 1,5 om ugen",
        ),
        (
            YearPace(Over.LAST, 40.0, 42.5, 44.0, upward=False, indicator=MONTHLY),
            "Måltallet er højst 40 i årets sidste måned; i seneste kvartal i gennemsnit 42,5, i seneste måned 44",
        ),
        (
            YearPace(Over.LAST, 40.0, 44.0, 44.0, upward=False, indicator=COUNTED),
            "Måltallet er højst 40 i årets sidste kvartal; i seneste kvartal 44",
        ),
    ],
)
def test_a_year_that_is_behind_says_what_is_needed_and_what_was_seen(pace: YearPace, said: str) -> None:
    flag = Flag(RiskRule.BEHIND, "1", "1.1", DAY, Fraction(10), FlagNumbers(pace=pace))
    assert write_reason(flag, DA) == said
