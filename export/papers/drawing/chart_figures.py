"""The figures of a chart as columns, for formats that draw it themselves: results, targets, and what is expected."""

from __future__ import annotations

from dataclasses import dataclass

from export.papers.chart import BarChart, TrendChart


@dataclass(frozen=True, slots=True)
class ChartFigures:
    """What stands along the axis, and the value of each series there; None where it has none.

    Stacked, what is expected stands upon what is in hand. `decimals` is how many are shown.
    """

    names: tuple[str, ...]
    results: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    expected: tuple[float | None, ...]
    decimals: int = 0
    stacked: bool = False

    @property
    def series(self) -> tuple[tuple[float | None, ...], ...]:
        """The three series in their order."""
        return self.results, self.targets, self.expected

    @property
    def pattern(self) -> str:
        """How numbers are shown, as Excel and PowerPoint write it."""
        return "0." + "0" * self.decimals if self.decimals else "0"


def list_figures(chart: TrendChart | BarChart) -> ChartFigures:
    """List the figures of a chart."""
    return _list_bars(chart) if isinstance(chart, BarChart) else _list_trend(chart)


def _list_trend(chart: TrendChart) -> ChartFigures:
    results = {one.year: one.value for one in chart.results}
    # Of a tolerance the upper limit; a target that a newer plan replaced gives way.
    targets = {one.year: one.limits[-1] for one in sorted(chart.targets, key=lambda t: not t.revised)}
    ahead = {chart.fan.year: chart.fan.quantiles[2]} if chart.fan else {}
    years = chart.years
    return ChartFigures(
        tuple(map(str, years)),
        tuple(results.get(year) for year in years),
        tuple(targets.get(year) for year in years),
        tuple(ahead.get(year) for year in years),
        chart.decimals,
    )


def _list_bars(chart: BarChart) -> ChartFigures:
    bars = chart.bars
    return ChartFigures(
        # The number that stands at a bar is its sum, which no part of the stack has.
        tuple(f"{bar.name}: {bar.text}" if bar.text else bar.name for bar in bars),
        tuple(bar.solid for bar in bars),
        tuple(None for _ in bars),
        tuple(None if bar.hatched is None else max(bar.hatched - bar.solid, 0.0) for bar in bars),
        1,
        stacked=True,
    )
