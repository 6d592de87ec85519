"""The distribution of a plan's total as HTML: as columns and as a table."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from metrics.whatif.prospects import Prospects
from pages.outlook.parts.whatif.likelihood import write_chance
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from words.language import Words

MOST_COLUMNS, MOST_NAMED = 40, 12


def draw_distribution(outlook: Prospects, wanted: Fraction, words: Words) -> Markup:
    """Draw each total's likelihood as a column, solid from the wanted total up; nothing without a distribution."""
    columns = group_totals(outlook, wanted)
    if len(columns) < 2:
        return Markup()
    highest = max(p for _, _, p in columns)
    drawn = Markup().join(
        fill(
            '<i class="{}" style="height:{}%" title="{}"></i>',
            "m-enough" if low >= wanted else "m-short",
            f"{100 * p / highest:.1f}",
            f"{_totals(low, high, outlook, words)}: {words.likelihood(p)}",
        )
        for low, high, p in columns
    )
    ends = columns if len(columns) <= MOST_NAMED else [columns[0], columns[-1]]
    names = Markup().join(
        fill("<span>{}</span>", words.points(low, outlook.possible, 1)) for low, _, _ in ends
    )
    likeliest = max(columns, key=lambda column: column[2])
    alt = words.t(
        "whatif.alt_distribution",
        least=words.points(columns[0][0], outlook.possible),
        most=words.points(columns[-1][1], outlook.possible),
        total=_totals(likeliest[0], likeliest[1], outlook, words),
        p=words.likelihood(likeliest[2]),
        wanted=words.points(wanted, outlook.possible),
        reaches=write_chance(outlook.reaching(wanted), words),
    )
    return fill(
        '<figure class="m-spread"><figcaption>{}</figcaption><div role="img" aria-label="{}">{}</div>'
        '<p aria-hidden="true">{}</p></figure>',
        words.t("whatif.distribution", points=words.points(wanted, outlook.possible)),
        alt,
        drawn,
        names,
    )


def draw_distribution_table(outlook: Prospects, wanted: Fraction, words: Words) -> Markup:
    """Draw the distribution as a table from the highest total down, with the likelihood of at least so much.

    While a goal has no forecast there is no distribution, and the sheet says so.
    """
    if outlook.silent:
        return fill('<p class="m-none">{}</p>', words.t("whatif.no_distribution"))
    columns = [
        Column(words.t("whatif.total")),
        Column(words.t("whatif.chance"), numeric=True),
        Column(words.t("whatif.at_least"), numeric=True),
    ]
    rows = [
        [
            _totals(low, high, outlook, words),
            words.likelihood(p),
            write_chance(outlook.reaching(low), words),
        ]
        for low, high, p in reversed(group_totals(outlook, wanted))
    ]
    return draw_table(columns, rows, words.t("whatif.distribution_table"))


def group_totals(outlook: Prospects, wanted: Fraction) -> list[tuple[Fraction, Fraction, float]]:
    """Return spans of totals with their likelihoods, ascending: one total each, or even steps where they are many.

    No step spans the wanted total. Empty while a goal has no forecast.
    """
    chances = [(total, p) for total, p in outlook.distribution() or () if p]
    if len(chances) <= MOST_COLUMNS:
        return [(total, total, p) for total, p in chances]
    width = (chances[-1][0] - chances[0][0]) / (MOST_COLUMNS - 2)
    steps: dict[int, tuple[Fraction, Fraction, float]] = {}
    for total, p in chances:
        at = (total - wanted) // width
        low, _, before = steps.get(at, (total, total, 0.0))
        steps[at] = (low, total, before + p)
    return list(steps.values())


def _totals(low: Fraction, high: Fraction, outlook: Prospects, words: Words) -> str:
    ends = [words.points(total, outlook.possible) for total in (low, high)]
    return ends[0] if low == high else words.t("pay.span", least=ends[0], most=ends[1])
