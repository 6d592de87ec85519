"""What is read before a quarterly meeting, and shown at it: made of the reports as they were received."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from export.papers.kinds.goal_tables import make_points, make_status, name_goal
from export.papers.kinds.headline_part import make_figure, make_points_bar
from export.papers.kinds.meeting_lines import make_dues, make_followed_table
from export.papers.kinds.paper_head import KeptMoment, make_head
from export.papers.kinds.plan_paper import find_plan_courses, make_columns, make_course_charts
from export.papers.kinds.report_sections import make_kept_goals
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperColumn,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    TextTone,
)
from metrics.meeting.agenda import AgendaItem, PlanAtMeeting
from metrics.meeting.meeting_course import MeetingState
from metrics.paper.ground import MeetingGround, PaperGround
from metrics.paper.kinds import PaperKind
from metrics.periods import find_danish_day
from words.language import Words
from words.meetings.agenda_lines import write_goals
from words.meetings.goal_lines import list_forecasts, list_told_reasons, write_because, write_goal_points
from words.meetings.meeting_line import write_counted_from, write_reasons
from words.reports.declared_line import name_declared, write_declared, write_texts


def make_preread_paper(ground: PaperGround, words: Words) -> Paper:
    """Make what is read before the meeting that the ground holds."""
    meeting = ground.meeting
    assert meeting is not None
    title = words.t("paper.preread_title", quarter=words.period(meeting.course.quarter))
    head = make_head(PaperKind.PREREAD, ground, title, words, _find_kept(meeting, words))
    several = len(meeting.view.plans) > 1
    sections = [
        PaperSection(words.t("meeting.place_start"), tuple(_make_start(ground, meeting, words))),
        PaperSection(words.t("meeting.place_old"), tuple(_make_old(ground, meeting, words))),
        PaperSection(
            words.t("meeting.documents"),
            tuple(make_dues(meeting.dues, words, named=not meeting.course.subject.institution)),
        ),
        PaperSection(words.t("meeting.agenda"), tuple(_make_agenda(ground, meeting, words))),
        *(
            PaperSection(
                _name_item(item, ground, words, several=several),
                tuple(_make_goal(item, ground, meeting, words)),
                together=True,
            )
            for item in meeting.view.items
        ),
        PaperSection(words.t("receipt.goals"), tuple(_make_kept(ground, meeting, words))),
    ]
    return Paper(head, tuple(one for one in sections if one.blocks))


def _find_kept(meeting: MeetingGround, words: Words) -> KeptMoment | None:
    """Find the moment of the received reports; None unless every plan's report is received."""
    kept = [meeting.reports.get(one.outlook.score.plan.id) for one in meeting.view.plans]
    reports = [one for one in kept if one]
    if len(reports) < len(kept):
        return None
    day = max(date.fromisoformat(one.document["as_of"]) for one in reports)
    known = max(datetime.fromisoformat(one.document["known_at"]) for one in reports)
    version = ""
    if len(reports) == 1:
        only = reports[0]
        plan = only.document["plan_version"]
        version = words.t("paper.report_version", number=only.version, plan=plan)
    return KeptMoment(version, words.date(day), words.moment(known))


def _make_start(ground: PaperGround, meeting: MeetingGround, words: Words) -> Iterator[Block]:
    """Make what the meeting is told first: each plan's total, what it is based on, and what is missing."""
    course = meeting.course
    if course.state is MeetingState.PLANNED and course.planned:
        yield Paragraph(words.t("meeting.planned_for", on=words.date(course.planned)))
    for one in meeting.view.plans:
        score = one.outlook.score
        if len(meeting.view.plans) > 1:
            owner = ground.catalogue.find_owner(score.plan).name
            yield PaperHeading(f"{owner}: {score.plan.title}")
        yield make_figure(one.headline, write_counted_from(one, words), words, named=True)
        if score.totalled:
            yield make_points_bar(one.headline, words)
        yield Bullets(tuple(_list_basis(one, meeting, words)))


def _list_basis(one: PlanAtMeeting, meeting: MeetingGround, words: Words) -> Iterator[str]:
    """List what a plan's figures are based on."""
    score = one.outlook.score
    quarter, kept = words.period(meeting.course.quarter), meeting.reports.get(score.plan.id)
    if kept:
        on = words.date(find_danish_day(kept.step.at))
        yield words.t("meeting.report_as_of", on=on, version=kept.version)
    else:
        yield words.t("paper.not_received", quarter=quarter, on=words.date(score.facts.as_of))


def _make_old(ground: PaperGround, meeting: MeetingGround, words: Words) -> Iterator[Block]:
    """Make what was agreed before, and whether it is done."""
    if not meeting.old:
        yield Paragraph(words.t("meeting.no_old"))
        return
    followed = [(one.entry, one.done.on if one.done else None) for one in meeting.old]
    several = len(meeting.view.plans) > 1
    plans = (one.outlook.score.plan for one in meeting.view.plans)
    owners = {plan.id: ground.catalogue.find_owner(plan).name for plan in plans} if several else {}
    yield make_followed_table(followed, ground.today, words, owners)


def _make_agenda(ground: PaperGround, meeting: MeetingGround, words: Words) -> Iterator[Block]:
    """Make the agenda by exception, most points at stake first; those without remarks in one line."""
    several = len(meeting.view.plans) > 1
    columns = (
        *make_columns(("page.goal", "plan.status", "overview.why", "overview.due"), (40, 24, 36, 14), words),
        PaperColumn(words.t("overview.points"), 10, numeric=True),
    )
    rows = [
        (
            PaperCell(_name_item(item, ground, words, several=several), strong=True),
            make_status(item.goal, item.outlook.score, words),
            PaperCell(write_reasons(item.reasons, words)),
            PaperCell(words.date_short(item.due.due), value=item.due.due) if item.due else PaperCell(),
            make_points(item.goal.points.open, item.outlook.score.points.possible, words),
        )
        for item in meeting.view.items
    ]
    catalogue = ground.catalogue
    if quiet := [
        (catalogue.find_owner(outlook.score.plan).name if several else "", goal.goal.number)
        for outlook, goal in meeting.view.quiet
    ]:
        said = (PaperCell(write_goals(quiet, words)), PaperCell(), PaperCell(words.t("meeting.no_remarks")))
        rows.append((*said, PaperCell(), PaperCell()))
    yield PaperTable("", columns, tuple(rows))


def _name_item(item: AgendaItem, ground: PaperGround, words: Words, *, several: bool) -> str:
    name = name_goal(item.goal)
    if not several:
        return name
    owner = ground.catalogue.find_owner(item.plan).name
    return words.t("meeting.of_institution", goal=name, institution=owner)


def _make_goal(
    item: AgendaItem, ground: PaperGround, meeting: MeetingGround, words: Words
) -> Iterator[Block]:
    """Make one goal of the agenda: where it stands and why, what is expected, its chart, and own words."""
    own = ground.of_meeting_plan(item.plan.id)
    score, number = item.outlook.score, item.goal.goal.number
    state = make_status(item.goal, score, words).text
    points = write_goal_points(item.goal, score.points.possible, words)
    parts = [state, points] if item.goal.goal.scored else [state]
    yield Paragraph(" · ".join(parts), TextTone.LEAD)
    yield Paragraph(write_because(item, words))
    trends = own.find_trends(own.plan)
    told = [
        *list_told_reasons(item.outlook, item.goal, words),
        *list_forecasts(item.outlook, item.goal, trends, words),
    ]
    if told:
        yield Bullets(tuple(dict.fromkeys(told)))
    courses = [one for one in find_plan_courses(own) if one.goal.goal.number == number]
    yield from make_course_charts(courses, own, words)
    kept = meeting.reports.get(item.plan.id)
    lines = [one for one in kept.document.get("lines", []) if one["goal"] == number] if kept else []
    if lines:
        yield PaperHeading(words.t("meeting.own_words"))
        yield Bullets(tuple(_write_line(one, item, words) for one in lines))


def _write_line(line: dict[str, object], item: AgendaItem, words: Words) -> str:
    texts = [text for _, text in write_texts(line, words) if text]
    name, said = name_declared(line, item.plan, words), write_declared(line, None, words)
    return " ".join([f"{name}: {said}", *texts])


def _make_kept(ground: PaperGround, meeting: MeetingGround, words: Words) -> Iterator[Block]:
    """Make the table of every goal as each received report keeps it."""
    for one in meeting.view.plans:
        score = one.outlook.score
        if kept := meeting.reports.get(score.plan.id):
            owner = ground.catalogue.find_owner(score.plan).name
            caption = f"{owner}: {score.plan.title}" if len(meeting.view.plans) > 1 else ""
            yield from make_kept_goals(kept.document, score.plan, words, caption)
