"""The reasons of flags: a sentence for every rule in both languages, with its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.facts.schema import EventKind
from metrics.followup.risk import Flag, FlagNumbers, RiskRule
from metrics.foresight.forecast import RunRate, Silence, SilenceReason
from metrics.periods import Frequency
from metrics.plan.terms import Unit
from metrics.score.chosen_parts import OwedValue
from tests.factories import indicator
from words.flag import write_needed, write_reason, write_silence
from words.language import Words

DA, EN = Words("da"), Words("en")
DAY = date(2017, 9, 30)
NEEDED = RunRate(97.5, 2, upward=True, season=95.0, indicator=indicator(frequency=Frequency.QUARTER))
SHARE = replace(NEEDED, volume=123.4, season=None)
IN_DAYS = indicator(unit=Unit.DAYS, frequency=Frequency.MONTH)

SAID: dict[RiskRule, tuple[FlagNumbers, str, str]] = {
    RiskRule.OVERDUE: (
        FlagNumbers(days=51),
        "Ikke bekræftet, 51 dage over fristen",
        "Not confirmed, 51 days overdue",
    ),
    RiskRule.BLOCKED: (
        FlagNumbers(waits_for="1.1", on=DAY),
        "Venter på 1.1, som skulle være færdig 30. september 2017",
        "Waits for 1.1, which was due 30 September 2017",
    ),
    RiskRule.MILESTONE_SOON: (
        FlagNumbers(days=1),
        "1 dag til fristen, og den er ikke meldt gennemført",
        "1 day left, and not reported as done",
    ),
    RiskRule.RUN_RATE: (
        FlagNumbers(needed=SHARE),
        "Kræver mindst 97,5 pct. af de ca. 123 sager, der ventes i resten af året",
        "Needs at least 97.5% of the some 123 cases expected in the rest of the year",
    ),
    RiskRule.UNLIKELY: (
        FlagNumbers(p=0.145, likely=Decimal(50)),
        "Sandsynlighed for opfyldelse 15 pct.; grænsen er 50 pct.",
        "Probability of being met 15%; the limit is 50%",
    ),
    RiskRule.OWN_DOUBT: (
        FlagNumbers(expected=EventKind.IN_DOUBT, on=DAY),
        "Institutionen er selv i tvivl (30. september 2017)",
        "The institution itself is in doubt (30 September 2017)",
    ),
    RiskRule.DISAGREEMENT: (
        FlagNumbers(p=0.3, on=DAY),
        "Institutionen forventer opfyldelse (30. september 2017), men tallene giver 30 pct.",
        "The institution expects it to be met (30 September 2017), but the figures give 30%",
    ),
    RiskRule.STALE: (
        FlagNumbers(days=120, on=DAY),
        "Institutionens vurdering er fra 30. september 2017, 120 dage gammel",
        "The institution’s assessment is from 30 September 2017, 120 days old",
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
    assert danish.startswith("Kan ikke nås fuldt ud siden 30. september 2017: kræver mindst ")
    assert danish.endswith(
        "mindst 97,5 pct. pr. kvartal i de 2, der er tilbage; bedst hidtil på samme tid af året 95 pct."
    )
    assert english.startswith("Cannot be met in full since 30 September 2017: needs at least ")
    assert english.endswith(
        "at least 97.5% a quarter in the 2 left; best so far at the same time of year 95%"
    )


def test_a_late_value_names_its_period() -> None:
    owed = OwedValue("inst", "share", date(2017, 7, 1), DAY)
    assert reason(RiskRule.OVERDUE, FlagNumbers(days=1, owed=owed), DA) == (
        "Tal for 3. kvartal 2017 mangler, 1 dag over fristen"
    )


def test_a_milestone_that_was_claimed_says_so() -> None:
    assert reason(RiskRule.MILESTONE_SOON, FlagNumbers(days=2, on=DAY), DA) == (
        "2 dage til fristen; meldt gennemført 30. september 2017, men ikke bekræftet"
    )


def test_an_institution_that_expects_a_failure_is_not_told_as_in_doubt() -> None:
    numbers = FlagNumbers(expected=EventKind.EXPECTED_NOT_MET, on=DAY)
    assert reason(RiskRule.OWN_DOUBT, numbers, EN) == (
        "The institution itself does not expect it to be met (30 September 2017)"
    )


def test_a_probability_that_is_no_certainty_is_not_written_as_one() -> None:
    numbers = FlagNumbers(p=0.0001, likely=Decimal(50))
    assert reason(RiskRule.UNLIKELY, numbers, DA).startswith("Sandsynlighed for opfyldelse 1 pct.")


def test_what_is_needed_of_one_month_at_most_in_whole_days() -> None:
    found = RunRate(8.0, 1, upward=False, indicator=IN_DAYS)
    assert write_needed(found, DA).replace("\u00a0", " ") == "Kræver højst 8 dage i det måned, der er tilbage"
    assert write_needed(replace(found, needed=8.25), EN).replace("\u00a0", " ") == (
        "Needs at most 8.3 days in the one month left"
    )


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
