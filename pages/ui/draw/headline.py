"""A plan's headline as HTML: one large figure, the bar of its total, and what is behind it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from markupsafe import Markup

from metrics.whatif.headline import Headline
from pages.ui.draw.html import fill
from words import headline
from words.goals.point_parts import write_parts
from words.language import Words


def draw_headline(found: Headline, since: date | None, words: Words) -> Markup:
    """Draw a plan's headline; `since` is the day that its change is counted from."""
    figure, of_what = headline.write_figure(found, words)
    interval = (
        words.t("headline.interval", between=headline.write_between(found, words)) if found.expected else ""
    )
    change = headline.write_change(found, words)
    moved = f"{change} {headline.write_since(since, words)}" if change and since else ""
    below = " · ".join(part for part in (interval, moved) if part)
    bar = draw_total_bar(found, words, figures=True) if found.score.totalled else Markup()
    lines = Markup().join(fill("<li>{}</li>", line) for line in headline.write_behind(found, words))
    return fill(
        '<section class="m-headline"><div><p class="m-figure"><b>{}</b> {}</p><p class="m-none">{}</p></div>'
        "{}<ul>{}</ul></section>",
        figure,
        of_what,
        below,
        bar,
        lines,
    )


def draw_total_bar(found: Headline, words: Words, *, figures: bool = False) -> Markup:
    """Draw a total on the scale of its possible points.

    Solid is secured, outlined at the end is lost; a line is the interval, a ring the mean, an upright the total that is
    enough.
    """
    points = found.points
    written = write_parts(points, words)
    parts = [
        _part("m-secured", Fraction(0), points.secured, found),
        _part("m-lost", points.possible - points.lost, points.lost, found),
    ]
    if found.expected:
        ahead = found.expected
        parts += [
            _part("m-interval", ahead.low, ahead.high - ahead.low, found),
            _mark("m-mean", ahead.mean, found),
        ]
    parts.append(_mark("m-enough-at", found.enough, found))
    figure, of_what = headline.write_figure(found, words)
    upright = headline.write_enough(found, words)
    said = f"{figure} {of_what}. {words.t('bar.sentence', possible=words.points(points.possible), **written)} {upright}"
    bar = fill('<span class="m-total-bar" role="img" aria-label="{}">{}</span>', said, Markup().join(parts))
    return fill("<div>{}{}</div>", bar, _figures(written, upright, words)) if figures else bar


def _figures(written: dict[str, str], enough: str, words: Words) -> Markup:
    pairs = Markup().join(
        fill("<span>{} <b>{}</b></span>", words.t(f"bar.{part}"), said) for part, said in written.items()
    )
    return fill('<span class="m-figures" aria-hidden="true">{}<span>{}</span></span>', pairs, enough)


def _part(kind: str, start: Fraction, length: Fraction, found: Headline) -> Markup:
    if not length:
        return Markup()
    return fill(
        '<i class="{}" style="left:{}%;width:{}%"></i>', kind, _share(start, found), _share(length, found)
    )


def _mark(kind: str, at: Fraction, found: Headline) -> Markup:
    return fill('<i class="{}" style="left:{}%"></i>', kind, _share(at, found))


def _share(points: Fraction, found: Headline) -> str:
    return f"{float(100 * points / found.points.possible):.2f}"
