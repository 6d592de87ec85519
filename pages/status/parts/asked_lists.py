"""What waits for the department, what it is asked to decide, and what only needs watching, as lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from metrics.access import Role
from metrics.facts.decisions import DecisionKind
from metrics.followup.asks import Ask, find_asks, find_watched
from metrics.followup.concerns import Concern, find_concerns
from metrics.followup.deadlines import Deadline, Duty
from metrics.plan.model import Plan
from metrics.score.scoring import Score
from metrics.status import Status
from pages.status.parts.area_view import AreaView
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.writer import Writer
from words import deadline
from words.flag import write_named_reason
from words.forecast import write_chances
from words.language import Words, end_sentence

MOST = 5
DEPARTMENT = frozenset({Role.CONTROLLER, Role.HEAD})


class ListName(StrEnum):
    """The lists there are."""

    DEPARTMENT = "department"
    DECIDE = "decide"
    WATCH = "watch"
    AT_RISK = "at_risk"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line of a list: the status of what it is about, its text, and the points at stake."""

    status: Status
    text: Markup
    points: str


def draw_asked(area: AreaView, writer: Writer, *, decides: Collection[str]) -> Markup:
    """Draw the lists of an area; what is to be decided of the institutions in `decides` stands apart."""
    ahead = area.next_report or area.as_of
    concerns = find_concerns(area.followed)
    own = [outlook for outlook in area.followed if outlook.score.plan.institution in decides]
    asks = find_asks(own, find_concerns(own), ahead)
    watched = find_watched(concerns, asks)
    debts = _draw_list(ListName.DEPARTMENT, _list_debts(area, ahead, writer), writer)
    name = ListName.WATCH if own else ListName.AT_RISK
    risks = _draw_list(name, [_write_concern(one, writer) for one in watched], writer)
    if not own:
        return fill('<div class="m-asked"><div>{}</div><div>{}</div></div>', debts, risks)
    decide = _draw_list(ListName.DECIDE, [_write_ask(ask, ahead, writer) for ask in asks], writer)
    return fill('<div class="m-asked"><div>{}{}</div><div>{}</div></div>', debts, risks, decide)


def _draw_list(name: ListName, lines: Sequence[AskedLine], writer: Writer) -> Markup:
    words = writer.words
    title = words.t(f"asked.title_{name}")
    if not lines:
        return fill('<h3>{}</h3><p class="m-none">{}</p>', title, words.t(f"asked.none_{name}"))
    more = Markup()
    if rest := lines[MOST:]:
        more = fill(
            '<details class="m-details"><summary>{}</summary><ul>{}</ul></details>',
            words.t("asked.all", count=words.number(len(lines))),
            _draw_lines(rest, words),
        )
    return fill(
        "<h3>{} <small>{}</small></h3><ul>{}</ul>{}",
        title,
        words.t(f"asked.note_{name}"),
        _draw_lines(lines[:MOST], words),
        more,
    )


def _draw_lines(lines: Sequence[AskedLine], words: Words) -> Markup:
    return Markup().join(
        fill(
            '<li>{}<span>{}</span><span class="m-stake">{}</span></li>',
            draw_status(line.status, words, show_word=False),
            line.text,
            line.points,
        )
        for line in lines
    )


def _list_debts(area: AreaView, ahead: date, writer: Writer) -> list[AskedLine]:
    """List what the department itself owes by the next report, and every milestone that waits for it."""
    scores = {outlook.score.plan.id: outlook.score for outlook in area.followed}
    owed = [one for one in area.owed if one.role in DEPARTMENT and _can_be_done(one, area.as_of, ahead)]
    return [_write_debt(one, scores[one.plan.id], area.as_of, writer) for one in owed]


def _can_be_done(owed: Deadline, as_of: date, ahead: date) -> bool:
    """Tell whether the department can do now what it owes by then; a year is settled when it is over."""
    if owed.duty is Duty.SETTLEMENT:
        return owed.plan.end < as_of
    return owed.duty in (Duty.CONFIRMATION, Duty.RECEIPT) or owed.due <= ahead


def _write_debt(owed: Deadline, score: Score, as_of: date, writer: Writer) -> AskedLine:
    words = writer.words
    goal = score.goal(owed.goal) if owed.goal else None
    named = _name(score.plan, owed.criterion.number if owed.criterion else owed.goal, writer)
    key, query = deadline.find_page(owed)
    link = marks.draw_link(writer.link(key, **query), named)
    said = score.facts.events.get((score.plan.id, owed.criterion.number)) if owed.criterion else None
    if owed.duty is Duty.CONFIRMATION and said:
        text = words.n(
            "asked.confirm",
            (as_of - said.on).days,
            title=owed.criterion.title if owed.criterion else "",
            on=words.date(said.on),
        )
    else:
        text = words.t(
            "asked.owed",
            what=deadline.name_duty(owed, writer.catalogue, words),
            due=words.date(owed.due),
            left=deadline.write_days_left(owed, as_of, words),
        )
    points = goal.points.open if goal else score.points.possible
    # Not the goal's own status: that may be for something else, which the institution owes.
    return AskedLine(
        Status.AWAITING_CONFIRMATION,
        fill("{}: {}", link, text),
        words.t("asked.points", points=words.points(points, score.points.possible)),
    )


def _write_ask(ask: Ask, ahead: date, writer: Writer) -> AskedLine:
    words, plan, number = writer.words, ask.outlook.score.plan, ask.goal.goal.number
    said = (
        write_named_reason(ask.reason, ask.goal.goal, words, titled=True)
        if ask.reason
        else words.t("asked.runs_out", on=words.date(ask.until or ahead))
    )
    accept = marks.draw_link(
        writer.link("plan", plan=plan.id, decide=DecisionKind.DEVIATION, goal=number),
        words.t(f"asked.option_{ask.kind}"),
    )
    suppose = marks.draw_link(writer.link("whatif", plan=plan.id), words.t("asked.option_suppose"))
    chances = write_chances(ask.goal.outcome, words)
    told = " ".join(end_sentence(one) for one in (said, chances) if one)
    options = fill('<span class="m-options">{} · {}</span>', accept, suppose)
    text = fill("{}: {} {}", _link_goal(ask.outlook.score, number, writer), told, options)
    return AskedLine(ask.goal.status, text, _stake(ask.outlook.score, number, writer))


def _write_concern(concern: Concern, writer: Writer) -> AskedLine:
    score, number = concern.outlook.score, concern.goal.goal.number
    said = write_named_reason(concern.first, concern.goal.goal, writer.words, titled=True)
    text = fill("{}: {}", _link_goal(score, number, writer), said)
    return AskedLine(concern.goal.status, text, _stake(score, number, writer))


def _link_goal(score: Score, number: str, writer: Writer) -> Markup:
    name = _name(score.plan, number, writer)
    title = score.goal(number).goal.title
    return marks.draw_link(writer.link("goal", plan=score.plan.id, goal=number), f"{name} {title}")


def _name(plan: Plan, number: str | None, writer: Writer) -> str:
    owner = writer.catalogue.find_owner(plan).name
    return writer.words.t("overview.goal", institution=owner, number=number) if number else owner


def _stake(score: Score, number: str, writer: Writer) -> str:
    words = writer.words
    open_points = score.goal(number).points.open
    return words.t("asked.points", points=words.points(open_points, score.points.possible))
