"""The development plan a command asks for at a moment, with how its initiatives stand and which goals serve them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.directions import direction_queries, document_queries
from db.directions.document_sorts import DEVELOPMENT
from db.plans import definitions, plan_queries
from export.direction_document import build_direction_document
from metrics.direction.direction_plan import Direction, Initiative
from metrics.direction.progress import StepStanding, find_standings
from metrics.direction.serving import ServingGoal, find_serving
from metrics.plan.model import Institution
from metrics.plan.versions import find_plans_in_force
from terminal import common
from words.directions.no_total_line import write_no_total
from words.directions.planned_line import write_span
from words.directions.standing_line import write_standing


@dataclass(frozen=True, slots=True)
class DirectionRequest:
    """The development plan in force at a moment."""

    direction: Direction
    owner: Institution
    standings: Mapping[str, StepStanding]
    serving: Sequence[ServingGoal]
    moment: tuple[date, datetime]

    @classmethod
    def read(cls, key: str, as_of: str | None, known_at: str | None) -> DirectionRequest:
        """Read the plan with a key. Raises InvalidInput (`date_needed`, `plan_unknown`, `plan_not_yet`)."""
        day, moment = common.read_moment(as_of, known_at)
        with common.open_reading() as db:
            found = document_queries.read_in_force(db, DEVELOPMENT, key, day, moment)
            told, known = direction_queries.read_progress(db, key), definitions.read_catalogue(db)
            yearly = find_plans_in_force(plan_queries.read_versions(db), day, moment)
        return cls(
            found,
            known.find_institution(found.institution, found.start),
            find_standings(found, told, day, moment),
            find_serving(found, {one.id: one for one in yearly}),
            (day, moment),
        )

    def build_document(self) -> dict[str, Any]:
        """Build it as a document for programs."""
        return build_direction_document(
            self.direction, self.standings, self.serving, self.moment, common.WORDS
        )

    def write_heading(self) -> str:
        """Write whose plan it is, that it has no total, and a mark on fictional figures."""
        return write_no_total(self.owner, self.direction.title, "direction.no_total", common.WORDS)

    def write_initiative(self, initiative: Initiative) -> Iterator[str]:
        """Write a line for an initiative, for each of its steps, and for each goal that is linked to it."""
        words = common.WORDS
        for depth, step in enumerate((initiative, *initiative.steps)):
            standing = self.standings[step.number]
            indent = "    " if depth else "  "
            when, told = write_span(standing.span, words), write_standing(standing, words)
            yield f"{indent}{step.number:<7} {step.title}: {when}. {told}"
        for one in self.serving:
            if one.initiative is initiative:
                goal = f"{one.plan.title}, {one.goal.number} {one.goal.title}"
                yield f"      {words.t(f'direction.link_{one.link.relation}', goal=goal)}"
