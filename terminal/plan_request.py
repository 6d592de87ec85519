"""A plan as a command asks for it: at a moment, with all that its score and its outlook go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import area_thresholds as thresholds_in
from db import queries
from db.plans import definitions, plan_queries
from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup import thresholds as rules
from metrics.followup.outlook import Outlook
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion, find_plans_in_force
from terminal import common


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """The plan that was in force, its versions, every plan there was, and what was known."""

    plan: Plan
    versions: Sequence[PlanVersion]
    there: Sequence[Plan]
    facts: Facts
    catalogue: Catalogue
    thresholds: Thresholds

    @classmethod
    def read(cls, key: str, as_of: str | None, known_at: str | None) -> PlanRequest:
        """The plan with a key. Raises InvalidInput (`date_needed`, `plan_unknown`, `plan_not_yet`)."""
        day, moment = common.read_moment(as_of, known_at)
        with common.open_reading() as db:
            versions, catalogue = plan_queries.read_versions_of(db, key), definitions.read_catalogue(db)
            there = find_plans_in_force(plan_queries.read_versions(db), day, moment)
            facts, settings = (
                queries.read_facts(db, day, moment),
                thresholds_in.read_threshold_settings(db),
            )
        plan = common.find_in_force(versions, day, moment)
        area = catalogue.institutions[plan.institution].ministry_area
        found = rules.find_thresholds_in_force(settings, moment).get(area, USUAL)
        return cls(plan, versions, there, facts, catalogue, found)

    def outlook(self) -> Outlook:
        """The score with what is foreseen and what is at risk, as the pages show it."""
        own = [plan for plan in self.there if plan.institution == self.plan.institution]
        return outlook.find_outlook(self.plan, self.facts, self.catalogue, self.thresholds, own)
