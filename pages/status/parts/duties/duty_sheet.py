"""Duties as HTML: how one time stands, and every duty of a document."""

from __future__ import annotations

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
from words.directions.duty_line import write_duty_standing, write_return
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


def draw_standing(one: DutyStanding, words: Words) -> Markup:
    """Draw how one time of a duty stands, with what was said of it."""
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
    table = draw_table([Column(words.t(name)) for name in names], rows, view.plan.title, show_caption=True)
    return fill('{}<p class="m-none">{}</p>', table, words.t("duty.no_total"))


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
