"""Words, numbers and dates in both languages, and numbers that never flatter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import InvalidInput
from metrics.status import Status
from words.language import LANGUAGES, Real, Words, choose_language, count_decimals, read_catalogue

DA, EN = Words("da"), Words("en")
NBSP = "\u00a0"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_and_parameters() -> None:
    danish, english = read_catalogue("da"), read_catalogue("en")
    assert danish.keys() == english.keys()
    for key, forms in danish.items():
        assert {f for form in forms for f in fields(form)} == {
            f for form in english[key] for f in fields(form)
        }, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_status_has_a_word_of_its_own(lang: str) -> None:
    words = [Words(lang).t(f"status.{status}") for status in Status]
    assert len(set(words)) == len(Status)


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        DA.t("no.such.key")


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (Decimal("1234.5"), None, "1.234,5", "1,234.5"),
        (Decimal("90.0"), None, "90", "90"),
        (Decimal("90.0"), 1, "90,0", "90.0"),
        (Fraction(1, 3), 2, "0,33", "0.33"),
        (
            Fraction(1, 3),
            None,
            "0,33",
            "0.33",
        ),  # a number without end gets 2 decimals, not as many as there is room for
        (Fraction(200, 3), None, "66,67", "66.67"),
        (Fraction(1, 64), None, "0,015625", "0.015625"),
        (Fraction(1, 128), None, "0,01", "0.01"),  # has an end, but not within 6 decimals
        (0.1, None, "0,1", "0.1"),
        (Decimal("0.125"), 2, "0,13", "0.13"),
        (Decimal("-0.125"), 2, "−0,13", "−0.13"),
        (Decimal("-0.001"), 2, "0,00", "0.00"),
        (7, 0, "7", "7"),
        (10**17 + 1, None, "100.000.000.000.000.001", "100,000,000,000,000,001"),
    ],
)
def test_numbers_are_written_as_in_each_country(
    value: Real, decimals: int | None, danish: str, english: str
) -> None:
    assert (DA.number(value, decimals), EN.number(value, decimals)) == (danish, english)


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        (Fraction(600, 7), "85,7"),
        (Fraction(50, 3), "16,7"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(99996, 1000), "99,9"),
        (Fraction(1, 1000), "0,1"),
        (Fraction(171, 2), "85,5"),
        (Fraction(50), "50"),
        (79.99999999999999, "80"),
    ],
)
def test_points_are_written_with_one_decimal_and_all_or_nothing_only_when_they_are(
    points: Fraction | float, shown: str
) -> None:
    assert DA.points(points) == shown


@pytest.mark.parametrize(("points", "shown"), [("89.96", "89,9"), ("89.94", "89,9"), ("90.04", "90,0")])
def test_points_are_not_rounded_up_to_the_whole_number_a_limit_is(points: str, shown: str) -> None:
    assert DA.points(Decimal(points)) == shown


def test_points_are_honest_against_another_maximum() -> None:
    assert DA.points(Fraction(59999, 1000), possible=60) == "59,9"


@given(st.fractions(min_value=0, max_value=100))
def test_no_rounding_makes_the_total_full_or_empty(points: Fraction) -> None:
    assert (DA.points(points) in {"100", "100,0"}) == (points == 100)
    assert (DA.points(points) in {"0", "0,0"}) == (points == 0)


@pytest.mark.parametrize(
    ("share", "decimals", "shown"),
    [
        (0.9996, 1, "99,9 pct."),
        (1, 1, "100 pct."),
        (0.714, 1, "71,4 pct."),
        (0.0001, 0, "1 pct."),
        (0, 0, "0 pct."),
    ],
)
def test_percent_is_honest_too(share: Real, decimals: int, shown: str) -> None:
    assert DA.percent(share, decimals) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (0.0, "0 pct."),
        (-1e-17, "0 pct."),
        (1e-12, "0 pct."),
        (0.0001, "under 1 pct."),
        (0.0099, "under 1 pct."),
        (0.01, "1 pct."),
        (0.145, "15 pct."),
        (0.99, "99 pct."),
        (0.9996, "over 99 pct."),
        (1 - 1e-12, "100 pct."),
        (1 + 1e-12, "100 pct."),
    ],
)
def test_a_likelihood_is_certain_only_where_the_sum_of_floats_says_so(p: float, shown: str) -> None:
    assert DA.likelihood(p) == shown.replace(" ", NBSP)


@given(st.integers(10**7, 99 * 10**7))
def test_a_likelihood_is_written_as_its_percentage(billionths: int) -> None:
    p = billionths / 10**9
    assert EN.likelihood(p) == EN.percent(p)


def test_what_is_undecided_is_never_certain() -> None:
    said = [DA.likelihood(p, undecided=True).replace(NBSP, " ") for p in (0.0, 1.0, 0.5)]
    assert said == ["under 1 pct.", "over 99 pct.", "50 pct."]


@pytest.mark.parametrize(
    ("chances", "shown"),
    [
        ([1 / 3] * 3, ["34%", "33%", "33%"]),
        ([0.333, 0.333, 0.334], ["33%", "33%", "34%"]),
        ([0.005, 0.4975, 0.4975], ["under 1%", "50%", "50%"]),
        ([0.998, 0.002], ["over 99%", "under 1%"]),
        ([1.0, 0.0], ["100%", "0%"]),
        ([0.5, 0.5, 1e-30], ["50%", "50%", "0%"]),
        ([], []),
    ],
)
def test_the_likelihoods_of_all_that_can_happen_add_to_a_hundred(
    chances: list[float], shown: list[str]
) -> None:
    assert [text.replace(NBSP, " ") for text in EN.likelihoods(chances)] == shown


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=12))
def test_whole_percents_of_a_distribution_add_up(weights: list[int]) -> None:
    chances = [weight / sum(weights) for weight in weights]
    texts = EN.likelihoods(chances)
    vague = sum(not text[0].isdigit() for text in texts)
    told = sum(int(text.rstrip("%")) for text in texts if text[0].isdigit())
    assert 100 - vague - 98 * any(text.startswith("over") for text in texts) <= told <= 100
    assert all(
        abs(int(t.rstrip("%")) - 100 * p) < 1 for t, p in zip(texts, chances, strict=True) if t[0].isdigit()
    )


def test_dates_are_never_ambiguous() -> None:
    day = date(2026, 11, 20)
    assert (DA.date(day), EN.date(day)) == ("20. november 2026", "20 November 2026")
    assert (DA.date_short(day), EN.date_short(day)) == ("20.11.2026", "20 Nov 2026")


def test_a_day_near_another_needs_no_year_where_it_is_the_same() -> None:
    day, now = date(2026, 11, 20), date(2026, 1, 1)
    assert (DA.day(day, now), EN.day(day, now)) == ("20. november", "20 November")
    assert DA.day(day, date(2027, 1, 1)) == "20. november 2026"
    assert (DA.month_name(day), EN.month_name(day)) == ("november", "November")


@pytest.mark.parametrize(
    ("period", "danish", "english"),
    [
        ("2017", "2017", "2017"),
        ("2026Q3", "3. kvartal 2026", "Q3 2026"),
        ("2017-09", "september 2017", "September 2017"),
        ("2017-09-30", "30. september 2017", "30 September 2017"),
        ("2017-08/2017-10", "august 2017 – oktober 2017", "August 2017 – October 2017"),
    ],
)
def test_periods_are_said_in_words(period: str, danish: str, english: str) -> None:
    assert (DA.period(period), EN.period(period)) == (danish, english)


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        DA.period("2017Q5")


@pytest.mark.parametrize(
    ("value", "unit", "danish", "english"),
    [
        (Decimal("71.4"), "percent", "71,4 pct.", "71.4%"),
        (Decimal("2.4"), "mio_dkk", "2,4 mio. kr.", "DKK 2.4 million"),
        (Decimal(1), "days", "1 dag", "1 day"),
        (Decimal("6.48"), "days", "6,48 dage", "6.48 days"),
        (Decimal(5), "months", "5 måneder", "5 months"),
        (Decimal(1200), "count", "1.200", "1,200"),
    ],
)
def test_values_carry_their_unit(value: Real, unit: str, danish: str, english: str) -> None:
    assert DA.value(value, unit) == danish.replace(" ", NBSP)
    assert EN.value(value, unit) == english.replace(" ", NBSP)


def test_a_percentage_as_a_value_is_0_or_100_only_when_it_is() -> None:
    shown = [DA.value(Fraction(n, 1000), "percent", 1) for n in (100_000, 99_999, 1, 0)]
    assert shown == [f"{number}{NBSP}pct." for number in ("100,0", "99,9", "0,1", "0,0")]


def test_a_value_is_never_written_like_a_target_that_it_is_not() -> None:
    assert DA.decimals_apart(Decimal("89.96"), Decimal(90), 1) == 2
    assert DA.decimals_apart(Decimal("89.9"), Decimal(90), 1) == 1
    assert DA.decimals_apart(Decimal(90), Decimal("90.0"), 1) == 1
    assert DA.decimals_apart(Fraction(899999999, 10**7), 90, 0) == 6


def test_lists_end_in_and() -> None:
    assert DA.list(["a", "b", "c"]) == "a, b og c"
    assert EN.list(["a"]) == "a"


def test_every_language_has_a_catalogue_under_its_code() -> None:
    assert [(code, language.code) for code, language in LANGUAGES.items()] == [("da", "da"), ("en", "en")]
    assert all(language.catalogue.is_file() for language in LANGUAGES.values())
    assert DA.language is LANGUAGES["da"]


@pytest.mark.parametrize(
    ("asked", "chosen"), [("en", "en"), ("da", "da"), ("", "da"), ("sv", "da"), ("EN", "da")]
)
def test_a_language_that_is_not_there_is_danish(asked: str, chosen: str) -> None:
    assert choose_language(asked) == chosen


def test_a_moment_is_written_as_in_denmark() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert DA.moment(summer) == "02.07.2026 00.30".replace(" ", NBSP)
    assert EN.moment(summer) == "2 Jul 2026 00:30".replace(" ", NBSP)


def test_a_month_has_its_short_name() -> None:
    day = date(2026, 5, 1)
    assert (DA.month(day), EN.month(day)) == ("maj", "May")


@pytest.mark.parametrize(
    ("value", "decimals"),
    [
        (Fraction(90), 0),
        (Fraction(1, 8), 3),
        (Fraction(1, 64), 6),
        (Fraction(1, 128), 2),
        (Fraction(1, 3), 2),
    ],
)
def test_a_value_has_the_decimals_that_write_it_exactly(value: Fraction, decimals: int) -> None:
    assert count_decimals(value) == decimals
