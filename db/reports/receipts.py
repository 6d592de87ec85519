"""Receipts: everything of a report as it was known, to be kept by a step, and later beside what is known then."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.plans import definitions, plan_queries
from db.reports.report_reading import ReportReading
from metrics.facts.facts import Facts
from metrics.followup.outlook import foresee_plans
from metrics.plan.versions import find_number, find_plans_in_force, find_version_in_force
from metrics.report.document import Document, freeze_report


def describe_report(session: Session, report: ReportReading, facts: Facts) -> Document:
    """Describe every figure, status, forecast and text of a report as of the day of `facts`, which are of all plans."""
    versions = plan_queries.read_versions(session)
    in_force = find_plans_in_force(versions, facts.as_of, report.now)
    of_this = [version for version in versions if version.plan.id == report.plan.id]
    plan = find_version_in_force(of_this, facts.as_of, report.now) or report.plan
    # As every page foresees it: with what the other plans of the institution and of its area teach.
    catalogue = definitions.read_catalogue(session)
    limits = {catalogue.find_area_on(plan.institution, facts.as_of): report.thresholds}
    outlooks = foresee_plans([*in_force, plan], facts, catalogue, limits)
    return freeze_report(
        outlooks[plan.id], report.declared, report.lines, report.period, find_number(of_this, plan)
    )
