"""Figures of the example: each complete year ends on its level, whatever the season and the noise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from db.example import figures
from db.example.figures import Figure, Shape


def draw(shape: Shape, seed: int = 1) -> list[Figure]:
    return list(shape(Random(seed)))  # noqa: S311


def values(shape: Shape, seed: int = 1) -> Iterator[Decimal]:
    for figure in draw(shape, seed):
        assert figure.value is not None
        yield figure.value


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(2.345, 2, "2.35"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.1, 1, "0.1"), (7, 2, "7.00")],
)
def test_a_figure_is_rounded_half_away_from_zero(value: float, decimals: int, expected: str) -> None:
    assert str(figures.round_figure(value, decimals)) == expected


def test_the_last_year_has_no_fourth_quarter_yet() -> None:
    assert figures.find_known_quarters(2025) == (1, 2, 3, 4)
    assert figures.find_known_quarters(2026) == (1, 2, 3)


@pytest.mark.parametrize(
    ("season", "numerators"),
    [
        ((0, 0, 0, 0), [80, 80, 80, 80]),
        ((-10, 0, 0, 10), [70, 80, 80, 90]),
        ((5, 5, 5, 5), [80, 80, 80, 80]),  # 340 brought down to 320, one by one from the last quarter
        ((0, 0, 0, 1), [80, 80, 80, 80]),
        ((-1, 0, 0, 0), [79, 80, 80, 81]),
        ((30, 0, 0, 0), [95, 75, 75, 75]),  # no share exceeds its whole
    ],
)
def test_a_complete_years_share_is_its_level(season: tuple[int, ...], numerators: list[int]) -> None:
    found = draw(figures.make_shares({2025: 80}, 400, season, noise=0, spread=0))
    assert [figure.numerator for figure in found] == numerators
    assert [figure.denominator for figure in found] == [100] * 4
    assert [figure.period.text for figure in found] == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]


@pytest.mark.parametrize("seed", range(5))
def test_noise_moves_the_quarters_and_leaves_the_year(seed: int) -> None:
    found = draw(figures.make_shares({2025: 80}, 4000, (0, 0, 0, 0), noise=3), seed)
    shown = sum(f.numerator or 0 for f in found) / sum(f.denominator or 0 for f in found)
    assert shown == pytest.approx(0.8, abs=0.0002)
    assert len({f.denominator for f in found}) > 1


@pytest.mark.parametrize("seed", range(5))
def test_counts_add_up_to_the_total_and_means_to_the_level(seed: int) -> None:
    counts = list(values(figures.make_counts({2025: 153}, (0.22, 0.26, 0.17, 0.35)), seed))
    assert sum(counts) == 153
    means = list(values(figures.make_means({2025: 4.1}, (0.3, -0.2, 0.4, -0.5), noise=0.2), seed))
    assert sum(means) / 4 == Decimal("4.1")


def test_the_running_year_has_three_quarters_and_no_total_yet() -> None:
    assert len(draw(figures.make_counts({2026: 148}, (0.22, 0.26, 0.17, 0.35)))) == 3
    assert len(draw(figures.make_means({2026: 3.9}, (0, 0, 0, 0), noise=0.1))) == 3


def test_a_rolling_mean_runs_on_a_straight_line_between_the_ends_of_the_years() -> None:
    shape = figures.make_rolling_means({2024: 10, 2025: 8}, noise=0)
    assert [str(value) for value in values(shape)] == ["9.5", "9.0", "8.5", "8.0"]
    noisy = list(values(figures.make_rolling_means({2024: 10, 2025: 8}, noise=3)))
    assert noisy[:3] != [Decimal("9.5"), Decimal("9.0"), Decimal("8.5")]
    assert noisy[3] == 8


def test_a_stock_is_counted_on_the_last_day_and_ends_the_year_without_season() -> None:
    found = draw(figures.make_stocks({2024: 100, 2025: 80}, season=(4, 0, -2), noise=0))
    assert [(figure.period.text, str(figure.value)) for figure in found] == [
        ("2025-03-31", "99"),
        ("2025-06-30", "90"),
        ("2025-09-30", "83"),
        ("2025-12-31", "80"),
    ]


def test_a_years_value_is_kept_as_written() -> None:
    (figure,) = draw(figures.make_years({2024: "1.50"}))
    assert (figure.period.text, str(figure.value)) == ("2024", "1.50")
