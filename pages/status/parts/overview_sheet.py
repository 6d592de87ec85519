"""The overview as HTML: for each ministry area what is late, its current plans, and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from metrics.followup import changes, concerns
from metrics.followup.current import CurrentPlans, split_current_plans
from metrics.followup.deadlines import Deadline, find_deadlines
from metrics.followup.outlook import Outlook, find_likely_range
from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore, Score
from metrics.status import Status
from metrics.whatif.prospects import find_prospects
from pages.ui.draw import concern_table, marks
from pages.ui.draw.bars import draw_points_bar
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_numbered, draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, deadline
from words.language import Words

MOST_SHOWN = 8


def draw_only(place: int | None) -> Markup:
    """Draw the style that leaves one section in view, or all of them."""
    # The sections stay as they are: choosing among them redraws nothing.
    rule = "" if place is None else f':not([data-area="{place}"]){{display:none}}'
    return fill("<style>.m-area{}</style>", Markup(rule or "{}"))  # noqa: S704 - a number of our own


def draw_section(
    area: tuple[int, str],
    outlooks: Sequence[Outlook],
    before: Mapping[str, Outlook],
    writer: Writer,
    year: str = "",
    *,
    day: date | None = None,
) -> Markup:
    """Draw a ministry area, from what needs a decision down to the detail; with a year, that year's plans alone.

    The area comes with its place among all, by which `draw_only` selects it. `before` is how the plans stood at the
    end of the quarter before, and `day` the day asked about.
    """
    words = writer.words
    place, name = area
    scores = [outlook.score for outlook in outlooks]
    as_of = day or scores[0].facts.as_of
    found = split_current_plans(scores, as_of)
    # What was received of an institution that has left was judged on an earlier day, and nobody here follows it up.
    followed = [outlook for outlook in outlooks if outlook.score.facts.as_of == as_of]
    ahead = next((d for d in find_deadlines((o.score for o in followed), as_of) if d.due >= as_of), None)
    parts = [
        _heading(name, found, ahead, writer),
        _concerns(followed, writer),
    ]
    groups = {"overview.current": found.current, "overview.earlier": found.earlier}
    if year:
        groups = {"overview.of_year": tuple(scores)}
    for key, shown in groups.items():
        parts += [_plans(shown, writer, words.t(key, year=year))] if shown else []
        if key == "overview.current":
            parts.append(_changed(followed, before, as_of, writer))
    parts.append(_legend(scores, words))
    return fill('<section class="m-area" data-area="{}">{}</section>', place, Markup().join(parts))


def _legend(scores: Sequence[Score], words: Words) -> Markup:
    """Draw the legend of the marks in use."""
    used = {goal.status for score in scores for goal in score.goals}
    items = (fill("<li>{}</li>", draw_status(status, words)) for status in Status if status in used)
    return fill(
        '<ul class="m-marks" aria-label="{}">{}</ul>', words.t("overview.legend"), Markup().join(items)
    )


def _heading(area: str, found: CurrentPlans, ahead: Deadline | None, writer: Writer) -> Markup:
    words = writer.words
    fictional = writer.catalogue.institutions[found.current[0].plan.institution].fictional
    badge = marks.draw_badge(words.t("word.fictional")) if fictional else Markup()
    goals = sum(len(score.goals) for score in found.current)
    owners = {score.plan.institution for score in found.current}
    facts = [words.n("overview.plans", len(owners)), words.n("overview.goals", goals)]
    if ahead:
        owner = writer.catalogue.find_owner(ahead.plan).name
        what = words.t(
            "overview.next_of", institution=owner, what=deadline.name_duty(ahead, writer.catalogue, words)
        )
        facts.append(words.t("overview.next", on=deadline.write_due_day(ahead, words), what=what))
    return fill('<div class="m-area-head"><h2>{}{}</h2><p>{}</p></div>', area, badge, " · ".join(facts))


def _concerns(outlooks: Sequence[Outlook], writer: Writer) -> Markup:
    found = concerns.find_concerns(outlooks)
    if not found:
        return Markup()
    caption = writer.words.n("overview.concerns", len(found))
    table = concern_table.draw_concerns(found, writer, caption=caption, most=MOST_SHOWN)
    return table + _more(len(found), "risk", writer)


def _changed(
    outlooks: Sequence[Outlook],
    before: Mapping[str, Outlook],
    as_of: date,
    writer: Writer,
) -> Markup:
    found = changes.find_moved_goals(outlooks, before)
    table = concern_table.draw_changes(found, as_of, writer, most=MOST_SHOWN)
    return table + _more(len(found), "risk", writer)


def _more(count: int, page: str, writer: Writer) -> Markup:
    """Draw how many are not shown, linked to where they are."""
    if count <= MOST_SHOWN:
        return Markup()
    text = writer.words.n("overview.more", count - MOST_SHOWN)
    return fill('<p class="m-none">{}</p>', marks.draw_link(writer.link(page), text))


def _plans(scores: Sequence[Score], writer: Writer, caption: str) -> Markup:
    words = writer.words
    columns = [
        Column(words.t("page.plan")),
        Column(words.t("overview.standing")),
        *(Column(words.t(f"bar.{part}"), numeric=True) for part in ("secured", "open", "lost")),
        Column(words.t("overview.expected"), numeric=True),
        Column(words.t("overview.goals_each")),
    ]
    rows = [_plan(score, writer) for score in scores]
    return draw_table(columns, rows, caption, show_caption=True, classes="m-plans")


def _plan(score: Score, writer: Writer) -> list[str | Markup]:
    plan = score.plan
    name = writer.catalogue.find_owner(plan).name
    goals = Markup().join(_goal(goal, plan, writer) for goal in score.goals)
    return [
        marks.draw_link(
            writer.link("plan", plan=plan.id),
            fill('{} <span class="m-year">{}</span>', name, criteria.write_plan_years(plan)),
        ),
        *_standing(score, writer.words),
        fill('<span class="m-goals">{}</span>', goals),
    ]


def _standing(score: Score, words: Words) -> list[str | Markup]:
    """Return the cells for points: a bar, three figures and the expected total; without a total, the counts."""
    points = score.points
    if not score.totalled:
        return [fill('<span class="m-none">{}</span>', criteria.write_counts(score, words)), *["–"] * 4]
    bar = draw_points_bar(points.secured, points.open, points.lost, points.possible, words)
    return [
        bar,
        *(words.points(value, points.possible) for value in (points.secured, points.open, points.lost)),
        _expected(score, words),
    ]


def _expected(score: Score, words: Words) -> str | Markup:
    """Write the mean total with its 90 % interval, or its bounds where a goal has no forecast."""
    if not score.points.open:
        return criteria.NOTHING
    possible, likely = score.points.possible, find_likely_range(score.outcome)
    if likely is None:
        return _bounds(score, words)
    mean, low, high = (words.points(share * possible, possible, decimals=0) for share in likely)
    between = words.t("overview.between", low=low, high=high)
    return fill('{} <span class="m-none">{}</span>', mean, between)


def _bounds(score: Score, words: Words) -> str | Markup:
    """Write the mean total if every goal without a forecast fails, and if they are all met."""
    ahead = find_prospects(score)
    if ahead is None:
        return criteria.NOTHING
    least, most = (
        words.points(round(mean, 2), ahead.possible, decimals=0) for mean in ahead.expected_between()
    )
    return fill('<span class="m-none">{}</span>', words.t("overview.bounds", least=least, most=most))


def _goal(score: GoalScore, plan: Plan, writer: Writer) -> Markup:
    """Draw a goal as its number over its mark, linked to the goal."""
    goal = score.goal
    status = writer.words.t(f"status.{score.status}")
    label = f"{goal.number} {goal.title}: {status}"
    return draw_numbered(
        goal.number, score.status, writer.link("goal", plan=plan.id, goal=goal.number), label, status
    )
