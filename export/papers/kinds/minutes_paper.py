"""The minutes of a quarterly meeting: what was agreed, with the figures as they were when it was closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from export.papers.kinds.meeting_lines import make_dues, make_followed_table, make_line_table
from export.papers.kinds.paper_head import KeptMoment, make_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
    TextTone,
)
from metrics.meeting.meeting_document import MeetingDocument, read_day
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.paper.ground import MeetingGround, PaperGround
from metrics.paper.kinds import PaperKind
from metrics.status import Status
from words.language import Words
from words.meetings.agenda_lines import list_discussed
from words.meetings.kept_lines import (
    Kept,
    list_kept_lines,
    list_kept_titles,
    write_kept_chance,
    write_kept_points,
    write_kept_why,
)
from words.meetings.meeting_line import list_held, write_minutes_state, write_step
from words.meetings.sum_up import list_sum_up
from words.standing import write_status


def make_minutes_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the minutes of the meeting that the ground holds, which was closed."""
    meeting = ground.meeting
    assert meeting is not None
    document = meeting.document
    assert document is not None
    final = meeting.course.is_final(ground.today)
    key = "paper.minutes_title" if final else "paper.minutes_draft_title"
    head = make_head(
        PaperKind.MINUTES,
        ground,
        words.t(key, quarter=words.period(meeting.course.quarter)),
        words,
        _find_kept(meeting, document, words),
    )
    sections = [
        PaperSection("", tuple(_make_lead(meeting, document, ground, words))),
        *make_kept_sections(document, meeting.lines, words),
        PaperSection(words.t("meeting.comments"), tuple(_make_comments(meeting, ground, words))),
        PaperSection(words.t("paper.minutes_approval"), tuple(_make_approvals(meeting, words))),
    ]
    return Paper(head, tuple(one for one in sections if one.blocks))


def make_kept_sections(
    document: MeetingDocument, lines: Iterable[MeetingEntry], words: Words
) -> list[PaperSection]:
    """Make what a close kept: what was followed up, every line that stood, and the figures of each plan as they were.

    `lines` are those that the document names, and may be more.
    """
    known = {line.number: line for line in lines}
    told = [known[number] for number in document["entries"] if number in known]
    sections = [
        PaperSection(words.t("meeting.sum_up"), (Bullets(tuple(list_sum_up(document, told, words))),)),
        PaperSection(words.t("meeting.discussed"), tuple(_make_discussed(document, told, words))),
        PaperSection(words.t("meeting.place_old"), (_make_old(known, document, words),)),
        PaperSection(
            words.t("meeting.documents"),
            tuple(make_dues(document.get("dues", []), words, named=bool(document["area"]))),
        ),
        PaperSection(words.t("meeting.place_end"), (_make_lines(told, document, words),)),
        *(
            PaperSection(f"{plan['name']}: {plan['title']}", tuple(_make_plan(plan, words)))
            for plan in document["plans"]
        ),
    ]
    return [one for one in sections if one.blocks]


def _find_kept(meeting: MeetingGround, document: MeetingDocument, words: Words) -> KeptMoment | None:
    if document["as_of"] is None:
        return None
    return KeptMoment(
        words.t("paper.minutes_version", number=meeting.course.version),
        words.date(date.fromisoformat(document["as_of"])),
        words.moment(datetime.fromisoformat(document["known_at"])),
    )


def _make_lead(
    meeting: MeetingGround, document: MeetingDocument, ground: PaperGround, words: Words
) -> Iterator[Block]:
    """Say what the minutes are, when the meeting was closed, and who was there."""
    stage = "meeting.approved" if meeting.course.is_final(ground.today) else "meeting.draft"
    said = write_minutes_state(meeting.course, ground.today, words)
    yield Paragraph(f"{words.t(stage)}. {said}", TextTone.LEAD)
    if meeting.course.subject.is_part:
        yield Paragraph(words.t("paper.minutes_part", area=meeting.course.subject.area))
    if closed := meeting.course.closed:
        yield Paragraph(words.t("paper.minutes_closed", when=words.moment(closed.at)))
    for line in list_held(meeting.course, words):
        yield Paragraph(line)
    yield from make_present(document, words)


def make_present(document: MeetingDocument, words: Words) -> Iterator[Block]:
    """Make who was there, and who was not where that was said."""
    yield Paragraph(f"{words.t('meeting.present')}: {document['attended']}")
    if document["absent"]:
        yield Paragraph(f"{words.t('meeting.absent')}: {document['absent']}")


def _make_old(known: Mapping[int, MeetingEntry], document: MeetingDocument, words: Words) -> Block:
    followed = [
        (known[one["entry"]], date.fromisoformat(one["done"]) if one["done"] else None)
        for one in document["old"]
        if one["entry"] in known
    ]
    if not followed:
        return Paragraph(words.t("meeting.no_old"))
    owners = {plan["plan"]: plan["name"] for plan in document["plans"]} if document["area"] else {}
    return make_followed_table(followed, read_day(document), words, owners)


def _make_discussed(document: MeetingDocument, told: Sequence[MeetingEntry], words: Words) -> Iterator[Block]:
    """Make the table of the goals of the agenda, with what was noted; nothing where there was no agenda."""
    if found := list_discussed(document, told, words):
        columns = make_columns(("page.goal", "meeting.discussed_said"), (48, 74), words)
        rows = tuple((PaperCell(name, strong=True), PaperCell(said)) for name, said in found)
        yield PaperTable("", columns, rows)


def _make_lines(told: Sequence[MeetingEntry], document: MeetingDocument, words: Words) -> Block:
    agreed = [entry for entry in told if entry.kind is not EntryKind.NOTE]
    if not agreed:
        return Paragraph(words.t("meeting.nothing_agreed" if told else "meeting.nothing_captured"))
    owners = {plan["plan"]: plan["name"] for plan in document["plans"]} if document["area"] else {}
    return make_line_table(agreed, owners, list_kept_titles(document), words)


def _make_plan(plan: Kept, words: Words) -> Iterator[Block]:
    """Make the figures of a plan as they were at the close."""
    yield Bullets(tuple(list_kept_lines(plan, words)))
    columns = (
        *make_columns(("page.goal",), (54,), words),
        PaperColumn(words.t("overview.points"), 12, numeric=True),
        PaperColumn(words.t("meeting.status"), 36),
        PaperColumn(words.t("meeting.likelihood"), 20, numeric=True),
    )
    rows = tuple(
        (
            PaperCell(f"{goal['number']} {goal['title']}", strong=True),
            PaperCell(write_kept_points(plan, goal, words)),
            _make_status(goal, plan, words),
            PaperCell(write_kept_chance(goal, words)),
        )
        for goal in plan["goals"]
    )
    yield PaperTable("", columns, rows)


def _make_status(goal: Kept, plan: Kept, words: Words) -> PaperCell:
    status = Status(goal["status"])
    why = write_kept_why(goal, words)
    return PaperCell(
        write_status(status, words, over=plan["over"]), status=status, notes=(why,) if why else ()
    )


def _make_comments(meeting: MeetingGround, ground: PaperGround, words: Words) -> Iterator[Block]:
    """Make what was commented; at a meeting about an area with the institution whose it is."""
    of_part, catalogue = meeting.course.subject.is_part, ground.catalogue
    said = []
    for one in meeting.course.comments:
        of_one = "" if of_part else one.institution
        whose = catalogue.find_institution(of_one, ground.today).name if of_one else ""
        said.append(write_step(one, words, whose))
    if said:
        yield Bullets(tuple(said))


def _make_approvals(meeting: MeetingGround, words: Words) -> Iterator[Block]:
    if meeting.course.approvals:
        yield Bullets(tuple(write_step(one, words) for one in meeting.course.approvals))
