"""The distribution of a plan's total as HTML: as columns over the possible totals, and as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.whatif.prospects import Prospects
from pages.outlook.parts.whatif.likelihood import write_chance_of
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from words.language import Words

MOST_COLUMNS = 40
NARROWEST, PER_CHARACTER, APART = (
    290,
    7.5,
    10,
)  # pixels: the chart on a phone, a character and the space beside a label

Span = tuple[Fraction, Fraction, float]


def draw_distribution(outlook: Prospects, wanted: Fraction, area: Fraction, words: Words) -> Markup:
    """Draw each total's likelihood as a column, solid from the wanted total up; nothing without a distribution.

    A line stands at the wanted total, and a dotted one at what the ministry `area` calls enough.
    """
    columns = group_totals(outlook, wanted)
    if len(columns) < 2:
        return Markup()
    texts = words.likelihoods([p for _, _, p in columns])
    lines = [_line("wanted", wanted, columns, outlook, words)]
    lines += [] if area == wanted else [_line("area", area, columns, outlook, words)]
    return fill(
        '<figure class="m-spread"><figcaption>{}</figcaption><div role="img" aria-label="{}"{}>{}{}</div>'
        '<p aria-hidden="true">{}</p></figure>',
        words.t("whatif.distribution", points=words.points(wanted, outlook.possible)),
        _describe(outlook, columns, texts, wanted, words),
        Markup(' class="m-two"') if len(lines) > 1 else Markup(),
        _columns(outlook, columns, texts, wanted, words),
        Markup().join(lines),
        _axis([words.points(low, outlook.possible) for low, _, _ in columns]),
    )


def _columns(
    outlook: Prospects, columns: Sequence[Span], texts: Sequence[str], wanted: Fraction, words: Words
) -> Markup:
    highest = max(p for _, _, p in columns)
    return Markup().join(
        fill(
            '<i class="{}" style="height:{}%" title="{}"></i>',
            "m-enough" if low >= wanted else "m-short",
            f"{100 * p / highest:.1f}",
            f"{_totals(low, high, outlook, words)}: {text}",
        )
        for (low, high, p), text in zip(columns, texts, strict=True)
    )


def _describe(
    outlook: Prospects, columns: Sequence[Span], texts: Sequence[str], wanted: Fraction, words: Words
) -> str:
    likeliest, chance = max(zip(columns, texts, strict=True), key=lambda column: column[0][2])
    return words.t(
        "whatif.alt_distribution",
        least=words.points(columns[0][0], outlook.possible),
        most=words.points(columns[-1][1], outlook.possible),
        total=_totals(likeliest[0], likeliest[1], outlook, words),
        p=chance,
        wanted=words.points(wanted, outlook.possible),
        reaches=write_chance_of(outlook, wanted, words),
    )


def _line(kind: str, at: Fraction, columns: Sequence[Span], outlook: Prospects, words: Words) -> Markup:
    """Draw a line to the left of the first column that reaches a total; its label stays within the chart."""
    place = sum(low < at for low, _, _ in columns) / len(columns)
    return fill(
        '<b class="m-line-{}" style="left:{}%"><span style="transform:translateX(-{}%)">{}</span></b>',
        kind,
        f"{100 * place:.2f}",
        f"{100 * place:.0f}",
        words.t(f"whatif.line_{kind}", points=words.points(at, outlook.possible)),
    )


def _axis(names: Sequence[str]) -> Markup:
    """Draw the totals below their columns, so many that none meets another on a phone."""
    return Markup().join(
        fill('<span style="left:{}%">{}</span>', f"{100 * (at + 0.5) / len(names):.2f}", names[at])
        for at in choose_named(names)
    )


def choose_named(names: Sequence[str]) -> list[int]:
    """Choose evenly spaced columns to name, the last among them, so that no two names meet on a phone.

    >>> choose_named(["0", "25", "50", "75", "100"])
    [0, 1, 2, 3, 4]
    >>> choose_named([f"{n},5" for n in range(100, 120)])
    [1, 4, 7, 10, 13, 16, 19]
    """
    widest = max(map(len, names)) * PER_CHARACTER + APART
    step = math.ceil(len(names) * widest / NARROWEST)
    return list(range(len(names) - 1, -1, -step))[::-1]


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
    groups = group_totals(outlook, wanted)
    texts = words.likelihoods([p for _, _, p in groups])
    rows = [
        [_totals(low, high, outlook, words), text, write_chance_of(outlook, low, words)]
        for (low, high, _), text in reversed(list(zip(groups, texts, strict=True)))
    ]
    return draw_table(columns, rows, words.t("whatif.distribution_table"))


def group_totals(outlook: Prospects, wanted: Fraction) -> list[Span]:
    """Return spans of totals with their likelihoods, ascending: one total each, or even steps where they are many.

    No step spans the wanted total. Empty while a goal has no forecast.
    """
    chances = [(total, p) for total, p in outlook.distribution() or () if p]
    if len(chances) <= MOST_COLUMNS:
        return [(total, total, p) for total, p in chances]
    width = (chances[-1][0] - chances[0][0]) / (MOST_COLUMNS - 2)
    steps: dict[int, Span] = {}
    for total, p in chances:
        at = (total - wanted) // width
        low, _, before = steps.get(at, (total, total, 0.0))
        steps[at] = (low, total, before + p)
    return list(steps.values())


def _totals(low: Fraction, high: Fraction, outlook: Prospects, words: Words) -> str:
    ends = [words.points(total, outlook.possible) for total in (low, high)]
    return ends[0] if low == high else words.t("pay.span", least=ends[0], most=ends[1])
