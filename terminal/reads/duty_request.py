"""The plan of duties a command asks for at a moment, with the times of a year and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.directions import document_queries, duty_queries
from db.directions.document_sorts import DUTIES
from db.plans import definitions
from export.duty_document import build_duty_document
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan, RecurringDuty
from metrics.duties.occurrences import (
    DutyStanding,
    find_occurrence_standings,
    find_open_from_before,
    find_timeless_standings,
)
from metrics.plan.model import Institution
from terminal import common
from words.directions.duty_line import write_due, write_duty_standing, write_return
from words.directions.no_total_line import write_no_total
from words.language import end_sentence


@dataclass(frozen=True, slots=True)
class DutyRequest:
    """The plan of duties in force at a moment. `standings` are the times of a year, and what is open from before."""

    plan: DutyPlan
    owner: Institution
    told: Sequence[StepEvent]
    year: int
    standings: Sequence[DutyStanding]
    moment: tuple[date, datetime]

    @classmethod
    def read(cls, key: str, as_of: str | None, known_at: str | None, year: int | None = None) -> DutyRequest:
        """Read the plan with a key. Raises InvalidInput (`date_needed`, `plan_unknown`, `plan_not_yet`)."""
        day, moment = common.read_moment(as_of, known_at)
        with common.open_reading() as db:
            found = document_queries.read_in_force(db, DUTIES, key, day, moment)
            told = duty_queries.read_reports(db, key)
            known = definitions.read_catalogue(db)
        asked = year or day.year
        days = (date(asked, 1, 1), date(asked, 12, 31))
        times = find_occurrence_standings(found, told, days, day, moment)
        before = find_open_from_before(found, told, asked, day, moment)
        timeless = find_timeless_standings(found, told, day, moment)
        owner = known.find_institution(found.institution, found.start)
        return cls(found, owner, told, asked, [*before, *times, *timeless], (day, moment))

    def build_document(self) -> dict[str, Any]:
        """Build it as a document for programs."""
        return build_duty_document(self.plan, self.year, self.standings, self.moment, common.WORDS)

    def write_heading(self) -> str:
        """Write whose plan it is, that it has no total, and a mark on fictional figures."""
        return write_no_total(self.owner, self.plan.title, "duty.no_total", common.WORDS)

    def write_duty(self, duty: RecurringDuty) -> Iterator[str]:
        """Write a line for a duty, one for what is ours about it, and one for each of its times."""
        words = common.WORDS
        section = words.t("direction.section", section=duty.section)
        said = f" “{duty.said}”" if duty.said else ""
        yield f"  {duty.number:<6} {duty.title} ({section}){said}: {write_return(duty, words)}"
        if duty.addition:
            yield f"         {words.t('duty.addition', text=duty.addition)}"
        for one in self.standings:
            if one.duty == duty and (one.occurrence or one.said):
                due = f"{write_due(one.occurrence, words)}: " if one.occurrence else ""
                happened = one.occurrence.trigger if one.occurrence else None
                what = f"{end_sentence(happened.note or '')} " if happened else ""
                yield f"         {due}{what}{write_duty_standing(one, words)}"
