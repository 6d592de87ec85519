"""The duties of a year as HTML: one sentence, the months with what is due in each, and every duty of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from metrics.direction.progress import StepState
from metrics.duties.duty_plan import RecurringDuty
from metrics.duties.occurrences import DutyStanding
from metrics.status import Status
from pages.status.parts.duties.duty_reads import DutyView
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.directions.duty_line import write_due, write_duty_standing, write_return
from words.directions.standing_line import write_progress, write_state
from words.language import Words

_SHAPES = {
    StepState.UNREPORTED: Status.NOT_DUE,
    StepState.STARTED: Status.PARTLY_MET,
    StepState.AWAITING: Status.AWAITING_CONFIRMATION,
    StepState.DONE: Status.MET,
    StepState.DROPPED: Status.WITHDRAWN,
}
"""The shape of each state, told apart by the word beside it."""


def draw_wheel_trail(view: DutyView, writer: Writer, *, has_plans: bool) -> Markup:
    """Draw the links to the years on either side, and to the institution where it has yearly plans."""
    years = (view.year - 1, view.year + 1)
    institution = writer.link("institution", institution=view.owner.id)
    links = [
        *([marks.draw_link(institution, view.owner.name)] if has_plans else []),
        *(
            marks.draw_link(writer.link("wheel", institution=view.owner.id, year=str(year)), str(year))
            for year in years
        ),
    ]
    return marks.draw_trail(links, writer.words.t("wheel.trail"))


def draw_wheel_link(institution: str, writer: Writer) -> Markup:
    """Draw the link from an institution to its yearly wheel."""
    return fill(
        "<p>{}</p>",
        marks.draw_link(writer.link("wheel", institution=institution), writer.words.t("page.wheel")),
    )


def draw_duty_summary(view: DutyView, words: Words) -> Markup:
    """Draw one sentence on how the times of the year stand, and that there is no total."""
    done = sum(one.state is StepState.DONE for one in view.times)
    late = sum(one.late for one in (*view.before, *view.times))
    told = [
        words.n("wheel.summary", len(view.times), year=view.year, done=done),
        words.n("wheel.late", late) if late else "",
    ]
    return fill(
        '<p class="m-sentence">{}</p><p class="m-none">{}</p>',
        " ".join(filter(None, told)),
        words.t("duty.no_total"),
    )


def draw_times(view: DutyView, writer: Writer) -> Markup:
    """Draw what is due, month by month, with what is open from before the year first."""
    words = writer.words
    names = ("wheel.due", "wheel.duty", "direction.owner", "plan.status")
    rows = [row for title, found in _group(view, words) for row in _draw_group(title, found, words)]
    title = words.t("wheel.times", year=view.year)
    return draw_table([Column(words.t(name)) for name in names], rows, title, show_caption=True)


def _group(view: DutyView, words: Words) -> Iterator[tuple[str, Sequence[DutyStanding]]]:
    """Group the times by month, those of before the year first; months without any are left out."""
    if view.before:
        yield words.t("wheel.before", year=view.year), view.before
    for month in range(1, 13):
        found = [one for one in view.times if _find_day(one).month == month]
        if found:
            yield words.month_name(date(view.year, month, 1)).capitalize(), found


def _find_day(one: DutyStanding) -> date:
    assert one.occurrence is not None
    return one.occurrence.due or one.occurrence.day


def _draw_group(title: str, found: Sequence[DutyStanding], words: Words) -> Iterator[list[Cell]]:
    yield [fill("<b>{}</b>", title), "", "", ""]
    for one in found:
        assert one.occurrence is not None
        trigger = one.occurrence.trigger
        what = fill('<span class="m-rule">{}</span>', trigger.note) if trigger and trigger.note else ""
        yield [
            write_due(one.occurrence, words),
            fill("<span>{}{}</span>", one.duty.name, what),
            one.duty.owner or words.t("direction.no_owner"),
            _draw_standing(one, words),
        ]


def _draw_standing(one: DutyStanding, words: Words) -> Markup:
    shape = Status.OVERDUE_DATA if one.late else _SHAPES[one.state]
    lines = [
        *([words.t("duty.late")] if one.late else []),
        *(write_progress(said, words) for said in (one.said, one.expected) if said),
    ]
    told = (fill('<span class="m-rule">{}</span>', marks.draw_addresses(line)) for line in lines)
    state = draw_status(shape, words, label=_name_state(one, words))
    return fill("<span>{}{}</span>", state, Markup().join(told))


def _name_state(one: DutyStanding, words: Words) -> str:
    triggered = one.occurrence is not None and one.occurrence.trigger is not None
    return words.t("duty.open") if triggered and not one.said else write_state(one, words)


def draw_duties(view: DutyView, words: Words) -> Markup:
    """Draw every duty of the document with its section, its own words on how often, and what is not the document's."""
    names = ("wheel.duty", "wheel.returns", "direction.owner", "wheel.last")
    rows: list[list[Cell]] = [_draw_duty(one, view, words) for one in view.plan.duties]
    return draw_table([Column(words.t(name)) for name in names], rows, view.plan.title, show_caption=True)


def _draw_duty(duty: RecurringDuty, view: DutyView, words: Words) -> list[Cell]:
    section = words.t("direction.section", section=duty.section)
    said = [
        *([f"“{duty.said}”"] if duty.said else []),
        *([words.t("duty.addition", text=duty.addition)] if duty.addition else []),
        *filter(None, [duty.text, duty.note]),
    ]
    lines = Markup().join(fill('<span class="m-rule">{}</span>', line) for line in said)
    role = words.t("direction.acts", role=words.t(f"role.{duty.role}"))
    last = view.timeless.get(duty.number)
    return [
        fill('{}<span class="m-rule">{}</span>', duty.name, section),
        # One part in each cell: on a telephone the parts of a cell stand beside each other.
        fill("<span>{}{}</span>", write_return(duty, words), lines),
        fill(
            '<span>{}<span class="m-rule">{}</span></span>', duty.owner or words.t("direction.no_owner"), role
        ),
        write_duty_standing(last, words) if last else "",
    ]
