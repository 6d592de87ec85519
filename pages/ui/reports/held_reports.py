"""The plans whose reports a reader prepares or follows, and a report as the reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from db import session
from db.clock import read_clock
from db.location import find_database_url
from db.reports import report_reading
from db.reports.report_queries import ReportKey
from db.reports.report_reading import ReportReading
from db.state.institution_parts import InstitutionPart
from metrics.access import Action, Person
from metrics.errors import InvalidInput
from metrics.facts.fact_history import join_histories
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import group_by_plan
from metrics.report.report_ground import ReportGround, build_ground
from pages.ui import people, snapshot
from pages.ui.data_version import make_key
from pages.ui.kept.keep import keep
from pages.ui.page import Page
from pages.ui.snapshot import Snapshot

KEPT_GROUNDS = 256
"""Reports being filled in, over all readers; where they are more, each save makes its report up anew."""


@dataclass(frozen=True, slots=True)
class HeldReports:
    """The plans the reader sees, and the institutions whose reports they prepare, and those they follow."""

    catalogue: Catalogue
    plans: tuple[Plan, ...]
    prepared: frozenset[str]
    seen: frozenset[str]

    @property
    def followed(self) -> frozenset[str]:
        """The institutions whose reports the reader sees and does not prepare."""
        return self.seen - self.prepared

    def find_plan(self, key: str) -> Plan | None:
        """Find a plan that the reader sees."""
        return next((plan for plan in self.plans if plan.id == key), None)

    def list_plans(self, institutions: frozenset[str]) -> list[Plan]:
        """List the signed plans of institutions, the newest first."""
        own = (plan for plan in self.plans if plan.institution in institutions and plan.locked)
        return sorted(own, key=lambda plan: (plan.start, plan.id), reverse=True)


def read_held(reader: Person, today: date) -> HeldReports:
    """Read the plans whose reports the reader prepares or follows."""
    held = snapshot.read_definitions()
    seen = people.find_permitted(held.catalogue, reader, Action.SEE, today)
    plans = tuple(version.plan for version in held.newest if version.plan.institution in seen)
    prepared = people.find_permitted(held.catalogue, reader, Action.PREPARE, today, in_part=True)
    return HeldReports(held.catalogue, plans, prepared, seen)


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report as the reader sees it, and what it is made up on."""

    held: HeldReports
    reader: Person
    ground: ReportGround
    report: ReportReading

    def read_again(self) -> OpenReport:
        """Read what is typed and done by now."""
        return _open_on(self.held, self.reader, self.ground)


def open_report(page: Page, held: HeldReports, plan: str, quarter: str) -> OpenReport:
    """Open a plan's report. Raises InvalidInput (`quarter_unknown`, `period_invalid`, `before_signing`)."""
    return _open_on(held, page.reader, _find_ground(page, held, plan, quarter))


def open_reports(page: Page, held: HeldReports, reports: Iterable[ReportKey]) -> dict[ReportKey, OpenReport]:
    """Open several reports in as many statements as one; those that cannot be opened are left out."""
    grounds: dict[ReportKey, ReportGround] = {}
    for report in reports:
        with suppress(InvalidInput):  # the page of the report says why
            grounds[report] = _find_ground(page, held, *report)
    if not grounds:
        return {}
    with session.open_reading(find_database_url(), sees=held.seen, prepares=held.prepared) as db:
        found = report_reading.read_reports_on(db, [*grounds.values()], page.reader, read_clock())
    opened = zip(grounds.items(), found, strict=True)
    return {key: OpenReport(held, page.reader, ground, report) for (key, ground), report in opened}


def _find_ground(page: Page, held: HeldReports, plan: str, quarter: str) -> ReportGround:
    url, today, newest = find_database_url(), page.today, snapshot.read_snapshot()
    found = held.find_plan(plan)
    near = newest.state.find_readers(found.institution) if found else newest.state.parts
    # A write to others leaves the report as it is.
    numbers = (newest.state.known.number, len(newest.settings), *(part.number for part in near.values()))
    key = make_key(url, *numbers, plan, quarter, today)
    return _ground(key, held=newest, near=near, plan=plan, quarter=quarter)


@keep(KEPT_GROUNDS)
def _ground(
    key: str, held: Snapshot, near: Mapping[str, InstitutionPart], plan: str, quarter: str
) -> ReportGround:
    recorded = join_histories({key: part.recorded for key, part in near.items()})
    plans = [of_one[-1].plan for part in near.values() for of_one in group_by_plan(part.versions).values()]
    versions, known = held.by_plan.get(plan, []), held.catalogue
    return build_ground(versions, quarter, recorded, known, read_clock(), plans=plans, settings=held.settings)


def _open_on(held: HeldReports, reader: Person, ground: ReportGround) -> OpenReport:
    with session.open_reading(find_database_url(), sees=held.seen, prepares=held.prepared) as db:
        report = report_reading.read_report_on(db, ground, reader, read_clock())
    return OpenReport(held, reader, ground, report)
