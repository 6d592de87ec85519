"""The overview as HTML: for each ministry area one figure first, its running plans, what is asked, and what is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from metrics.followup.changes import find_moved_goals
from metrics.score.scoring import Score
from metrics.status import Status
from metrics.whatif.department import find_likely_count
from pages.status.parts.area_view import AreaView
from pages.status.parts.asked_lists import draw_asked
from pages.status.parts.coming_list import draw_coming
from pages.status.parts.standing_table import draw_standing
from pages.ui.draw import marks
from pages.ui.draw.change_table import draw_changes
from pages.ui.draw.headline import draw_headline
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.writer import Writer
from words import criteria, headline
from words.language import Words


def draw_only(place: int | None) -> Markup:
    """Draw the style that leaves one section in view, or all of them."""
    # The sections stay as they are: choosing among them redraws nothing.
    rule = "" if place is None else f':not([data-area="{place}"]){{display:none}}'
    return fill("<style>.m-area{}</style>", Markup(rule or "{}"))  # noqa: S704 - a number of our own


@dataclass(frozen=True, slots=True)
class AreaSection:
    """An area as it is drawn, the share of its institutions likely to end below, and the statuses of its goals."""

    html: Markup
    below: float
    statuses: frozenset[Status]


def draw_section(place: int, area: AreaView, writer: Writer, *, decides: Collection[str]) -> AreaSection:
    """Draw a ministry area, from the one figure down to what is due.

    It comes with its place among all, by which `draw_only` selects it. The reader is asked about the institutions in
    `decides`.
    """
    parts = [
        _heading(area, writer),
        _figure(area, writer.words),
        draw_standing(area, writer),
        _resting(area.resting, writer),
    ]
    if area.headlines:
        parts += [
            draw_asked(area, writer, decides=decides),
            draw_coming(area, writer),
            _changed(area, writer),
        ]
    html = fill('<section class="m-area" data-area="{}">{}</section>', place, Markup().join(parts))
    below = area.below.expected / len(area.newest) if area.newest else -1.0
    scores = (found.score for found in area.headlines.values())
    return AreaSection(html, below, frozenset(goal.status for score in scores for goal in score.goals))


def draw_legend(used: Collection[Status], words: Words) -> Markup:
    """Draw the legend of the marks in use."""
    items = Markup().join(
        fill("<li>{}</li>", draw_status(status, words)) for status in Status if status in used
    )
    return (
        fill('<ul class="m-marks" aria-label="{}">{}</ul>', words.t("overview.legend"), items)
        if used
        else Markup()
    )


def rank_sections(sections: Sequence[AreaSection]) -> list[AreaSection]:
    """Rank areas by what burns: the largest share of institutions likely to end below first, those at rest last."""
    return sorted(sections, key=lambda section: -section.below)


def _heading(area: AreaView, writer: Writer) -> Markup:
    words = writer.words
    shown = [found.score for found in area.headlines.values()] or list(area.resting)
    fictional = writer.catalogue.institutions[shown[0].plan.institution].fictional
    badge = marks.draw_fictional(words, fictional=fictional)
    facts = [words.n("overview.plans", len({score.plan.institution for score in shown}))]
    if area.headlines:
        facts.append(words.n("overview.goals", sum(len(score.goals) for score in shown)))
    if area.next_report:
        facts.append(words.t("overview.next", on=words.date(area.next_report)))
    return fill('<div class="m-area-head"><h2>{}{}</h2><p>{}</p></div>', area.name, badge, " · ".join(facts))


def _figure(area: AreaView, words: Words) -> Markup:
    """Draw how many institutions are likely to end below; the headline of an area's only one."""
    newest = area.newest
    if len(newest) == 1:
        return draw_headline(newest[0], area.since, words)
    behind = fill('<p class="m-none">{}</p>', " ".join(_behind(area, words)))
    if not area.counted:
        return behind if newest else Markup()
    likely, enough = find_likely_count(area.below), 100 * area.share
    if likely.most - likely.least == area.counted:
        too_early = words.t("headline.too_early", enough=words.points(enough))
        return fill('<p class="m-none">{}</p>{}', too_early, behind)
    figure, said = headline.write_below(likely, area.counted, enough, words)
    return fill('<p class="m-figure"><b>{}</b> {}</p>{}', figure, said, behind)


def _behind(area: AreaView, words: Words) -> list[str]:
    """Write the mean beside that of the latest quarterly report, and how many are not counted."""
    mean, then, lines = words.number(round(area.below.expected, 9), 1), area.below_before, []
    if area.counted and then and area.since:
        before = words.number(round(then.expected, 9), 1)
        lines.append(words.t("headline.mean_before", mean=mean, before=before, on=words.date(area.since)))
    elif area.counted:
        lines.append(words.t("headline.mean", mean=mean))
    if area.below.silent:
        lines.append(words.n("headline.silent", len(area.below.silent)))
    if area.unsettled:
        lines.append(words.n("headline.unsettled_among", area.unsettled))
    return lines


def _resting(scores: Sequence[Score], writer: Writer) -> Markup:
    """Draw a line for each institution without a running plan, with its latest one or the one to come."""
    lines = [
        fill(
            "<li>{}: {} {}, {}.</li>",
            marks.draw_link(
                writer.link("institution", institution=score.plan.institution),
                writer.catalogue.find_owner(score.plan).name,
            ),
            writer.words.t("overview.waiting" if _is_coming(score) else "overview.resting"),
            marks.draw_link(writer.link("plan", plan=score.plan.id), score.plan.title),
            _write_standing(score, writer.words),
        )
        for score in scores
    ]
    return fill('<ul class="m-beside">{}</ul>', Markup().join(lines)) if lines else Markup()


def _is_coming(score: Score) -> bool:
    return score.facts.as_of < score.plan.start


def _write_standing(score: Score, words: Words) -> str:
    points = score.points
    if _is_coming(score):
        return words.t("overview.begins", on=words.date(score.plan.start))
    if not score.totalled:
        return criteria.write_counts(score, words)
    secured, open_, possible = (
        words.points(value, points.possible) for value in (points.secured, points.open, points.possible)
    )
    key = "overview.rest_open" if points.open else "overview.rest_settled"
    return words.t(key, secured=secured, open=open_, possible=possible)


def _changed(area: AreaView, writer: Writer) -> Markup:
    """Draw the goals that have moved since the latest quarterly report, folded."""
    found = find_moved_goals(area.followed, area.before)
    if not found or area.since is None:
        return Markup()
    words = writer.words
    title = words.n("overview.changed", len(found), since=words.date(area.since))
    return fill(
        '<details class="m-details m-wide"><summary>{}</summary>{}</details>',
        title,
        draw_changes(found, title, writer),
    )
