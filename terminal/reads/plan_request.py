"""The plan a command asks for at a moment, with all that its score and outlook depend on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import area_thresholds, queries
from db.plans import definitions, plan_queries
from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup.outlook import Outlook
from metrics.followup.thresholds import USUAL, Thresholds, find_thresholds_in_force
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion, find_plans_in_force
from terminal import common


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """The plan in force, its versions, all plans in force, and the facts and definitions known."""

    plan: Plan
    versions: Sequence[PlanVersion]
    there: Sequence[Plan]
    facts: Facts
    catalogue: Catalogue
    thresholds: Thresholds

    @classmethod
    def read(cls, key: str, as_of: str | None, known_at: str | None) -> PlanRequest:
        """Read the plan with a key. Raises InvalidInput (`date_needed`, `plan_unknown`, `plan_not_yet`)."""
        day, moment = common.read_moment(as_of, known_at)
        with common.open_reading() as db:
            versions, catalogue = plan_queries.read_versions_of(db, key), definitions.read_catalogue(db)
            there = find_plans_in_force(plan_queries.read_versions(db), day, moment)
            facts = queries.read_facts(db, day, moment)
            settings = area_thresholds.read_threshold_settings(db)
        plan = common.find_in_force(versions, day, moment)
        area = catalogue.find_area_on(plan.institution, day)
        found = find_thresholds_in_force(settings, moment).get(area, USUAL)
        return cls(plan, versions, there, facts, catalogue, found)

    def outlook(self) -> Outlook:
        """Find the score with forecasts, flags and statuses, as the pages show it."""
        area = self.catalogue.find_area_on(self.plan.institution, self.facts.as_of)
        plans, limits = [*self.there, self.plan], {area: self.thresholds}
        return outlook.foresee_plans(plans, self.facts, self.catalogue, limits)[self.plan.id]
