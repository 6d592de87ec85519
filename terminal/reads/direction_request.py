"""The development plan a command asks for at a moment, with how its initiatives stand and which goals serve them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db import queries
from db.clock import read_clock
from db.directions import direction_queries, document_queries
from db.directions.document_sorts import DEVELOPMENT
from db.plans import definitions, plan_queries
from export.direction_document import build_direction_document
from metrics.direction.direction_plan import Direction, Initiative
from metrics.direction.progress import StepStanding, find_standings
from metrics.direction.serving import ServingGoal, find_serving, find_yearly_plans
from metrics.direction.target_years import TargetYear, find_target_years
from metrics.paper.direction_ground import DirectionGround
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Institution
from metrics.plan.versions import find_plans_in_force
from terminal import common
from words.directions.no_total_line import write_no_total
from words.directions.planned_line import write_span
from words.directions.standing_line import write_standing
from words.directions.target_line import find_counted, write_aim, write_target_year


@dataclass(frozen=True, slots=True)
class DirectionRequest:
    """The development plan in force at a moment."""

    direction: Direction
    owner: Institution
    standings: Mapping[str, StepStanding]
    serving: Sequence[ServingGoal]
    targets: Sequence[TargetYear]
    known: Catalogue
    moment: tuple[date, datetime]
    version: int

    @classmethod
    def read(cls, key: str, as_of: str | None, known_at: str | None) -> DirectionRequest:
        """Read the plan with a key. Raises InvalidInput (`date_needed`, `plan_unknown`, `plan_not_yet`)."""
        day, moment = common.read_moment(as_of, known_at)
        with common.open_reading() as db:
            versions = document_queries.read_versions_of(db, DEVELOPMENT, key)
            found = document_queries.read_in_force(db, DEVELOPMENT, key, day, moment)
            told, known = direction_queries.read_progress(db, key), definitions.read_catalogue(db)
            yearly = find_plans_in_force(plan_queries.read_versions(db), day, moment)
            facts = queries.read_history(db).known(day, moment)
        return cls(
            found,
            known.find_institution(found.institution, found.start),
            find_standings(found, told, day, moment),
            find_serving(found, {one.id: one for one in yearly}),
            find_target_years(found, find_yearly_plans(found, yearly), facts, known),
            known,
            (day, moment),
            next(one.number for one in reversed(versions) if one.document == found),
        )

    def make_ground(self) -> DirectionGround:
        """Make what its paper is made of."""
        return DirectionGround(
            self.direction,
            self.owner,
            self.version,
            self.standings,
            self.serving,
            self.targets,
            self.known,
            *self.moment,
            read_clock(),
            common.find_today(),
        )

    def build_document(self) -> dict[str, Any]:
        """Build it as a document for programs."""
        return build_direction_document(
            self.direction, self.standings, self.serving, self.targets, self.moment, common.WORDS
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

    def write_targets(self) -> Iterator[str]:
        """Write a line for each yearly target, and for each of its years and the yearly goals for the same."""
        words, told = common.WORDS, None
        for one in self.targets:
            if one.target is not told:
                told = one.target
                yield f"{told.number:<7} {told.title}"
            series = find_counted(self.direction, one, self.known)
            yield f"  {write_target_year(one, series, self.known, words)}"
            for aim in one.aims:
                said = write_aim(aim, series, one.year, self.known, words)
                yield f"      {aim.plan.title}, {aim.goal.number} {aim.goal.title}: {said}"
