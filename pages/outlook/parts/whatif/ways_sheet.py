"""What a wanted total takes, as HTML: the goals that can be spared in a sentence, and the ways to it as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.score.scoring import Score
from metrics.whatif.spare import SpareGoals
from metrics.whatif.ways import Way
from pages.ui.draw.html import fill
from pages.ui.draw.marks import draw_hidden
from words.language import Words
from words.points import write_beside, write_missing, write_spare

_DOT = Markup('<i class="m-dot" aria-hidden="true"></i>')


def draw_spare(found: SpareGoals, score: Score, words: Words) -> Markup:
    """Draw what is missing for the total, which goals have to be met, and how many and which do not."""
    said = f"{write_missing(score.points, found.wanted, words)} {write_spare(found, score.points.possible, words)}"
    beside = write_beside(score, words)
    note = fill('<p class="m-none">{}</p>', beside) if beside else Markup()
    return fill('<p class="m-answer" role="status">{}</p>{}', said.strip(), note)


def draw_ways(
    found: Sequence[Way], score: Score, wanted: Fraction, words: Words, *, ranked: bool = False
) -> Markup:
    """Draw the sets of open goals that suffice as the columns of a grid, a dot at each goal that is needed.

    `ranked` says that the reader has ranked the goals. Where there are no ways it says so; nothing for a secured total.
    """
    if not found:
        return fill('<p class="m-none">{}</p>', words.t("whatif.no_way"))
    if not found[0].goals:
        return Markup()
    possible = score.points.possible
    used = {number for way in found for number in way.goals}
    rows = [
        _row(
            f"{goal.goal.number} {goal.goal.title}",
            [
                words.points(goal.points.open, possible),
                *(_dot(goal.goal.number in way.goals, words) for way in found),
            ],
        )
        for goal in score.goals
        if goal.goal.number in used
    ]
    chances = [
        words.t("word.unknown") if way.likelihood is None else words.likelihood(way.likelihood)
        for way in found
    ]
    totals = [words.points(way.points, possible) for way in found]
    caption = _write_caption(words.points(wanted, possible), chances, words, ranked=ranked)
    heads = Markup().join(_head(place, words) for place in range(1, len(found) + 1))
    return fill(
        '<div class="m-scroll" role="region" aria-label="{}" tabindex="0">'
        '<table role="table" class="m-ways">'
        '<caption>{}</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{}</th>'
        '<th scope="col" role="columnheader">{}</th>{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody><tfoot role="rowgroup">{}{}</tfoot></table></div>',
        caption,
        caption,
        words.t("page.goal"),
        words.t("whatif.stake"),
        heads,
        Markup().join(rows),
        _row(words.t("whatif.chance"), ["", *chances]),
        _row(words.t("whatif.total"), ["", *totals]),
    )


def _write_caption(points: str, chances: Sequence[str], words: Words, *, ranked: bool) -> str:
    if ranked:
        return words.t("whatif.ways_easiest", points=points)
    # Where all are as likely by what is shown, no order by likelihood is claimed.
    key = "whatif.ways_likeliest" if len(set(chances)) > 1 else "whatif.ways"
    return words.t(key, points=points)


def _head(place: int, words: Words) -> Markup:
    hidden = draw_hidden(words.t("whatif.way", number=place))
    return fill(
        '<th scope="col" role="columnheader">{}<span aria-hidden="true">{}</span></th>', hidden, place
    )


def _dot(needed: bool, words: Words) -> Markup:
    said = draw_hidden(words.t("whatif.way_needs" if needed else "whatif.way_spares"))
    return _DOT + said if needed else said


def _row(head: str, cells: Sequence[str]) -> Markup:
    drawn = Markup().join(fill('<td role="cell">{}</td>', cell) for cell in cells)
    return fill('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>', head, drawn)
