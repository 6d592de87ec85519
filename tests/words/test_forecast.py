"""A forecast in words: how likely, where it ends, what it is based on and what it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Outcome
from metrics.foresight.forecast import Forecast, Method, RunRate
from metrics.periods import Frequency
from metrics.plan.terms import Unit
from tests.factories import indicator
from words.forecast import round_volume, write_basis, write_chances, write_fan, write_needed
from words.language import Words

DA, EN = Words("da"), Words("en")
HALF = Fraction(1, 2)


def said(found: Outcome, words: Words = DA) -> str:
    """The sentence with plain spaces."""
    return (write_chances(found, words) or "").replace("\u00a0", " ")


def test_what_is_met_or_not_has_one_likelihood() -> None:
    found = Outcome.forecast({ZERO: 0.64, ONE: 0.36})
    assert said(found) == "Sandsynlighed for opfyldelse: 36 pct."
    assert said(found, EN) == "Likelihood of being met: 36%"


def test_what_can_be_partly_met_has_two_likelihoods_by_name() -> None:
    found = Outcome.forecast({ZERO: 0.2, HALF: 0.5, ONE: 0.3})
    assert said(found) == (
        "Sandsynlighed for fuld opfyldelse: 30 pct.; for delvis eller fuld opfyldelse: 80 pct."
    )
    assert said(found, EN) == "Likelihood of being met in full: 30%; in part or in full: 80%"


def test_a_forecast_is_never_certain() -> None:
    assert said(Outcome.forecast({ZERO: 1.0})) == "Sandsynlighed for opfyldelse: under 1 pct."
    assert said(Outcome.forecast({ONE: 1.0})) == "Sandsynlighed for opfyldelse: over 99 pct."
    assert said(Outcome.settled(1)) == "Sandsynlighed for opfyldelse: 100 pct."


def test_what_arithmetic_has_ruled_out_or_secured_is_certain() -> None:
    lost = Outcome.forecast({ZERO: 0.5, HALF: 0.5}, most=HALF)
    assert said(lost) == (
        "Sandsynlighed for fuld opfyldelse: 0 pct.; for delvis eller fuld opfyldelse: 50 pct."
    )
    secured = Outcome.forecast({HALF: 0.5, ONE: 0.5}, least=HALF)
    assert said(secured).endswith("for delvis eller fuld opfyldelse: 100 pct.")


def test_without_a_forecast_nothing_is_said() -> None:
    assert write_chances(Outcome.unknown(), DA) is None


# --- What the rest of the year must give --------------------------------------------------------------------------

QUARTERS = indicator(unit=Unit.COUNT, frequency=Frequency.QUARTER, decimals=0)
MONTHS = indicator(unit=Unit.DAYS, frequency=Frequency.MONTH, decimals=0)
LAST_QUARTER = (date(2026, 10, 1), date(2026, 12, 31))
LAST_MONTH = (date(2026, 12, 1), date(2026, 12, 31))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_only_quarter_left_is_named_and_compared_with_the_best_of_its_kind() -> None:
    found = RunRate(61, 1, upward=True, season=54, left=LAST_QUARTER, indicator=QUARTERS)
    assert (
        plain(write_needed(found, DA)) == "Måltallet kræver 61 i 4. kvartal; bedste 4. kvartal hidtil er 54"
    )
    assert plain(write_needed(found, EN)) == "Needs 61 in Q4; best Q4 so far: 54"


def test_the_only_month_left_is_named_and_a_limit_says_at_most() -> None:
    found = RunRate(8, 1, upward=False, left=LAST_MONTH, indicator=MONTHS)
    assert plain(write_needed(found, DA)) == "Måltallet kræver højst 8 dage i december"
    part = RunRate(8.25, 1, upward=False, left=LAST_MONTH, indicator=MONTHS)
    assert plain(write_needed(part, EN)) == "Needs at most 8.3 days in December"


def test_several_quarters_left_are_those_not_yet_settled() -> None:
    left = (date(2026, 7, 1), date(2026, 12, 31))
    found = RunRate(40, 2, upward=True, season=30, left=left, indicator=QUARTERS)
    assert plain(write_needed(found, DA)) == (
        "Måltallet kræver 40 pr. kvartal i de 2 kvartaler, der endnu ikke er opgjort; "
        "bedst hidtil på samme tid af året er 30"
    )


def test_a_share_is_needed_of_a_round_number_of_cases() -> None:
    share = indicator(frequency=Frequency.QUARTER)
    found = RunRate(73.94, 1, upward=True, season=66.7, volume=894.2, left=LAST_QUARTER, indicator=share)
    assert plain(write_needed(found, DA)) == (
        "Måltallet kræver 73,9 pct. af de ca. 900 sager, der forventes i 4. kvartal; "
        "bedste 4. kvartal hidtil er 66,7 pct."
    )


@pytest.mark.parametrize(
    ("cases", "said"), [(894, 900), (218, 200), (6058, 6000), (123.4, 100), (47, 45), (7.4, 7), (0.2, 1)]
)
def test_an_expected_number_of_cases_is_rounded_to_what_it_says(cases: float, said: int) -> None:
    assert round_volume(cases) == said


# --- Where it ends, and what that is based on ---------------------------------------------------------------------


def forecast(method: Method, *, needed: RunRate | None = None) -> Forecast:
    return Forecast(
        method, (87.1, 87.3, 87.5, 87.8, 88.0), 0.97, ((ZERO, 0.03), (ONE, 0.97)), 19, 5, needed=needed
    )


def test_a_forecast_says_that_the_institution_s_own_word_or_number_is_part_of_it() -> None:
    said = plain(write_basis(replace(forecast(Method.MEAN), heard=12), QUARTERS, DA))
    assert said.endswith(
        "Institutionens egen vurdering indgår med det, som 12 tidligere vurderinger på ministerområdet har vist "
        "ud over tallene."
    )
    by_number = plain(write_basis(replace(forecast(Method.MEAN), weighed=6), QUARTERS, EN))
    assert by_number.endswith("The institution's own number is part of it, weighed by 6 earlier numbers.")


def test_a_forecast_says_its_middle_and_its_interval() -> None:
    share = indicator(frequency=Frequency.QUARTER, decimals=1)
    assert plain(write_fan(forecast(Method.SHARE), share, DA)) == (
        "Forventet årsresultat 87,5 pct. (90 pct.-interval 87,1–88,0)."
    )
    assert (
        plain(write_fan(forecast(Method.SHARE), share, EN))
        == "Expected result 87.5% (90% interval 87.1–88.0)."
    )


def test_what_a_forecast_is_based_on_names_its_figures_and_the_quarter_they_are_carried_to() -> None:
    needed = RunRate(61, 1, upward=True, left=LAST_QUARTER, indicator=QUARTERS)
    assert write_basis(forecast(Method.SUM, needed=needed), QUARTERS, DA) == (
        "Grundlag: 19 kvartalstal, fremskrevet ud fra tidligere års 4. kvartal."
    )
    assert write_basis(forecast(Method.SUM), MONTHS, DA) == (
        "Grundlag: 19 månedstal, fremskrevet ud fra samme del af tidligere år."
    )


def test_what_was_said_before_is_a_basis_of_its_own() -> None:
    assert write_basis(forecast(Method.MILESTONE), None, DA) == (
        "Grundlag: 19 af institutionens tidligere milepæle, sammen med antallet af dage til fristen."
    )


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("words", [DA, EN], ids=lambda words: words.lang)
def test_every_method_is_said(method: Method, words: Words) -> None:
    assert write_basis(forecast(method), indicator(), words).endswith(".")
