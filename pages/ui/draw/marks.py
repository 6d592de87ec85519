"""Dense content as accessible HTML: status marks, points bars, sparklines, tables. markupsafe escapes the text.

`st.html` cleans what it gets: class, style, role, aria-*, data-*, tabindex, scope and href pass; svg, script and
event handlers do not. Drawings therefore come as CSS masks, painted in the stylesheet's colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

from metrics.status import Status
from pages.ui.draw import theme
from pages.ui.draw.html import fill
from words.language import Real, Words

Cell = str | Markup
Link = Callable[..., str]
"""Makes the address of a page, carrying the reader's day and language."""
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 112.0, 28.0, 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand to the right, a quiet heading is for screen readers only."""

    title: Cell
    numeric: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class SparkPoint:
    """One year in a sparkline: what was reached and what was asked for, either of which may be missing.

    `parted` means that the result is counted in another way than the one before.
    """

    when: str
    result: Real | None = None
    target: Real | None = None
    provisional: bool = False
    parted: bool = False


def draw_link(href: str, body: Cell, *, current: bool = False, label: str | None = None) -> Markup:
    """A link that stays within the session; opened in a new tab it is an ordinary address."""
    extra = Markup(' aria-current="page"') if current else Markup()
    extra += fill(' aria-label="{}"', label) if label else Markup()
    return fill('<a href="{}" data-nav="1"{}>{}</a>', href, extra, body)


def draw_trail(links: Sequence[Markup], label: str) -> Markup:
    """Where the page stands: the way back, and what lies beside it."""
    return fill('<nav class="m-trail" aria-label="{}">{}</nav>', label, Markup().join(links))


def draw_problems(title: str, lines: Sequence[str], turn: int | None = None) -> Markup:
    """Everything that is wrong with what was entered. With a turn it is brought into view, anew each turn."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    look = Markup() if turn is None else fill(' data-look="{}"', turn)
    return fill('<div class="m-problems" role="alert"{}><p>{}</p><ul>{}</ul></div>', look, title, items)


def draw_lead(text: str) -> Markup:
    """A sentence that leads into what follows."""
    return fill('<p class="m-lead">{}</p>', text)


def draw_steps(lines: Sequence[str]) -> Markup:
    """What to do, one thing after the other."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill('<ol class="m-steps">{}</ol>', items)


def draw_hidden(text: str) -> Markup:
    """Text for screen readers only."""
    return fill('<span class="m-hidden">{}</span>', text)


def draw_badge(text: str) -> Markup:
    """A short text that qualifies what it stands behind."""
    return fill(' <span class="m-badge">{}</span>', text)


def draw_status(status: Status, words: Words, *, label: str | None = None, show_word: bool = True) -> Markup:
    """A status as shape and word. `label` replaces the word; without `show_word` it is read aloud and on hover."""
    text = label or words.t(f"status.{status}")
    kind = status.replace("_", "-")
    if show_word:
        body = fill('<span class="m-word">{}</span>', text)
        return fill('<span class="m-status"><span class="m-mark m-{}"></span>{}</span>', kind, body)
    return fill(
        '<span class="m-status" title="{}"><span class="m-mark m-{}"></span>{}</span>',
        text,
        kind,
        draw_hidden(text),
    )


def draw_numbered(number: str, status: Status, href: str, label: str, word: str) -> Markup:
    """A goal's number over its status as shape alone, leading to the goal; `label` says all, `word` shows on hover.

    Several hundred of these stand on a page, so each is a single element: the stylesheet draws the shape below it.
    """
    return fill(
        '<a class="m-{}" href="{}" data-nav="1" aria-label="{}" title="{}">{}</a>',
        status.replace("_", "-"),
        href,
        label,
        word,
        number,
    )


def draw_points_bar(
    secured: Fraction,
    open_: Fraction,
    lost: Fraction,
    possible: Fraction,
    words: Words,
    *,
    figures: bool = False,
) -> Markup:
    """Points as one bar: secured solid, open hatched, lost outlined. What is not nothing can always be seen."""
    parts = [("secured", secured), ("open", open_), ("lost", lost)]
    written = {name: words.points(value, possible) for name, value in parts}
    segments = Markup().join(
        fill('<span class="m-{}" style="flex-grow:{}"></span>', name, f"{float(value):.4f}")
        for name, value in parts
        if value > 0
    )
    sentence = words.t("bar.sentence", possible=words.points(possible, possible), **written)
    bar = fill('<span class="m-bar" role="img" aria-label="{}">{}</span>', sentence, segments)
    return bar + _figures(written, words) if figures else bar


def draw_points_legend(words: Words) -> Markup:
    """What the three parts of a points bar mean; once above a column of bars."""
    key = '<span class="m-key"><i class="m-{}"></i>{}</span>'
    keys = Markup().join(fill(key, name, words.t(f"bar.{name}")) for name in _PARTS)
    return fill('<span class="m-legend">{}</span>', keys)


def draw_sparkline(
    points: Sequence[SparkPoint], words: Words, *, unit: str, decimals: int | None = None
) -> Markup:
    """Results as a line with a dot per year, provisional ones hollow, over the step of their targets."""
    said = "; ".join(_said(point, words, unit, decimals) for point in points if not _empty(point))
    if not said:
        return fill('<span class="m-none">{}</span>', words.t("spark.nothing"))
    scale = _Scale.of(points)
    layers = Markup().join(
        fill(
            '<i class="m-{}" style="--draw:{}"></i>',
            name,
            theme.encode_svg(drawing, _SPARK_WIDTH, _SPARK_HEIGHT),
        )
        for name, drawing in (("aim", _steps(points, scale)), ("run", _line(points, scale)))
        if drawing
    )
    return fill('<span class="m-spark" role="img" aria-label="{}">{}</span>', said, layers)


def draw_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    caption: str,
    *,
    show_caption: bool = False,
    classes: str = "",
) -> Markup:
    """A real table. The first cell of a row heads it; on a narrow screen it scrolls, by keyboard too."""
    heads = Markup().join(_head(column) for column in columns)
    body = Markup().join(_row(columns, row) for row in rows)
    kind = Markup() if show_caption else Markup(' class="m-hidden"')
    title = fill("<caption{}>{}</caption>", kind, caption)
    return fill(
        '<div class="m-scroll" role="region" aria-label="{}" tabindex="0"><table role="table" class="m-table {}">'
        '{}<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>',
        caption,
        classes,
        title,
        heads,
        body,
    )


_PARTS = ("secured", "open", "lost")


def _figures(written: dict[str, str], words: Words) -> Markup:
    pairs = Markup().join(
        fill("<span>{} <b>{}</b></span>", words.t(f"bar.{name}"), written[name]) for name in _PARTS
    )
    return fill('<span class="m-figures" aria-hidden="true">{}</span>', pairs)


def _head(column: Column) -> Markup:
    kind = Markup(' class="m-number"') if column.numeric else Markup()
    title = draw_hidden(str(column.title)) if column.quiet else escape(column.title)
    return fill('<th scope="col" role="columnheader"{}>{}</th>', kind, title)


def _row(columns: Sequence[Column], cells: Sequence[Cell]) -> Markup:
    drawn = Markup()
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        tag = Markup('th scope="row" role="rowheader"') if place == 0 else Markup('td role="cell"')
        kind = Markup(' class="m-number"') if column.numeric else Markup()
        label = fill(' data-label="{}"', column.title) if place and not column.quiet and cell else Markup()
        drawn += fill("<{}{}{}>{}</{}>", tag, kind, label, cell, tag[:2])
    return fill('<tr role="row">{}</tr>', drawn)


def _empty(point: SparkPoint) -> bool:
    return point.result is None and point.target is None


def _said(point: SparkPoint, words: Words, unit: str, decimals: int | None) -> str:
    given = {
        name: words.value(value, unit, decimals)
        for name, value in (("result", point.result), ("target", point.target))
        if value is not None
    }
    provisional = ["provisional"] if point.provisional and "result" in given else []
    said = words.t(f"spark.{'_'.join([*given, *provisional])}", when=point.when, **given)
    return f"{said} ({words.t('break.short')})" if point.parted else said


@dataclass(frozen=True, slots=True)
class _Scale:
    """From years and values to the drawing's square."""

    least: float
    most: float
    count: int

    @classmethod
    def of(cls, points: Sequence[SparkPoint]) -> _Scale:
        values = [float(v) for p in points for v in (p.result, p.target) if v is not None]
        return cls(min(values), max(values), len(points))

    @property
    def step(self) -> float:
        return (_SPARK_WIDTH - 2 * _SPARK_EDGE) / self.count

    def x(self, place: float) -> str:
        return f"{_SPARK_EDGE + (place + 0.5) * self.step:.1f}"

    def y(self, value: Real) -> str:
        span = self.most - self.least
        share = (float(value) - self.least) / span if span else 0.5
        return f"{_SPARK_HEIGHT - _SPARK_EDGE - share * (_SPARK_HEIGHT - 2 * _SPARK_EDGE):.1f}"


def _steps(points: Sequence[SparkPoint], scale: _Scale) -> str:
    """One level per year, joined where years follow each other, so that a missing target leaves a gap."""
    path, joined = "", False
    for place, point in enumerate(points):
        if point.target is not None:
            y = scale.y(point.target)
            path += f"{'V' if joined else f'M{scale.x(place - 0.5)} '}{y}H{scale.x(place + 0.5)}"
        joined = point.target is not None
    return f"<path d='{path}' fill='none' stroke='#000' stroke-width='1.25'/>" if path else ""


def _line(points: Sequence[SparkPoint], scale: _Scale) -> str:
    """Dots, joined where years follow each other; the line stops at a hollow dot's edge."""
    path, joined, dots, holes = "", False, "", ""
    for place, point in enumerate(points):
        if point.result is not None:
            x, y = scale.x(place), scale.y(point.result)
            path += f"{'L' if joined and not point.parted else 'M'}{x} {y}"
            dots += f"<circle cx='{x}' cy='{y}' r='2.4'/>"
            holes += f"<circle cx='{x}' cy='{y}' r='1.2'/>" if point.provisional else ""
        joined = point.result is not None
    if not path:
        return ""
    drawn = f"<path d='{path}' fill='none' stroke='#000' stroke-width='1.5'/>{dots}"
    if not holes:
        return drawn
    mask = f"<mask id='m'><path fill='#fff' d='M0 0h{_SPARK_WIDTH:g}v{_SPARK_HEIGHT:g}H0z'/>{holes}</mask>"
    return f"{mask}<g mask='url(#m)'>{drawn}</g>"
