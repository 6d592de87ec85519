"""A real database with the plans of the sources and of `tests/mechanics`, and everything a page shows of a plan."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from bench.fuzz import stores
from bench.fuzz.runner import Broken
from bench.fuzz.stores import Store
from db import area_thresholds, initial, queries, session
from db.audit import chain
from db.location import ROOT
from db.plans import definitions, plan_commands, plan_file, plan_queries
from db.scope import EVERYTHING
from export import workbook
from metrics.errors import InvalidInput
from metrics.followup import outlook
from metrics.followup.thresholds import USUAL, find_thresholds_in_force
from metrics.periods import find_day_end
from metrics.plan.model import PlanFile
from metrics.plan.versions import group_by_plan
from metrics.score.plan_check.advice import find_advice
from pages.outlook.parts import risk_choices
from pages.status.parts import goal_sheet, status_reads
from pages.ui import moments
from pages.ui.draw import theme
from pages.ui.draw.charts import trend_chart
from pages.ui.draw.writer import Writer
from words.language import LANGUAGES, Words
from words.problems import describe_finding

MECHANICS = ROOT / "tests" / "mechanics"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LAST = date(2099, 12, 31)
CHAIN_READ = 0.05
NAMED = ("naevn", "staten")
SIGNED = 'stage = "signed"\n'
BY_BOTH = (
    'signatures = [{ party = "department", organisation = "Et departement", role = "Chef" },'
    ' { party = "institution", organisation = "Et nævn", role = "Direktør" }]\n'
)


@dataclass(frozen=True, slots=True)
class World:
    """A folder for files, and a database with its initial state."""

    folder: Path
    store: Store
    plans: tuple[str, ...]
    """The text of each plan file in it."""
    results: tuple[str, ...]
    """The text of each results file that belongs to the plans."""

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.store.url

    def restore(self) -> None:
        """Restore the initial state of the database."""
        self.store.restore()

    def is_unchanged(self) -> bool:
        """Tell whether every row of every table is as it was."""
        return self.store.is_unchanged()

    def demand_chain(self, chance: Random) -> None:
        """Demand that the audit chain holds, after some changes only since it takes long; then restore the database."""
        if chance.random() < CHAIN_READ:
            with session.open_reading(self.url, sees=EVERYTHING) as db:
                if found := list(chain.find_chain_problems(db)):
                    raise Broken(f"the audit does not hold: {found}")
        self.restore()

    def demand_unchanged(self) -> None:
        """Demand that the database is as it was, as after every refusal."""
        if not self.is_unchanged():
            self.restore()
            raise Broken("the database changed although nothing was accepted")

    def try_change(self, change: Callable[[Session], object]) -> bool:
        """Run a command; return whether it added anything. Otherwise demand that the database is as it was."""
        try:
            with session.open_writing(self.url, session.MACHINE) as db:
                added = change(db)
        except InvalidInput:
            self.demand_unchanged()
            raise
        if not added:
            self.demand_unchanged()
        return bool(added)

    def write(self, suffix: str, content: bytes) -> Path:
        """Write a file as somebody would send it."""
        path = self.folder / f"given{suffix}"
        path.write_bytes(content)
        return path


@contextmanager
def make_world(kind: str = "sqlite") -> Iterator[World]:
    """Make a world in a temporary folder, its database of a kind."""
    with (
        tempfile.TemporaryDirectory(prefix="maalstreg-fuzz-") as name,
        stores.open_store(kind, Path(name)) as store,
    ):
        pairs = [_make_own(path) for path in sorted(MECHANICS.glob("*.toml"))]
        plans = [path.read_text("utf-8") for path in sorted(initial.SOURCES.glob("*.toml"))]
        plans += [plan for plan, _ in pairs]
        plans = [text for text in plans if _is_right(text)]
        with session.open_writing(store.url, session.MACHINE) as db:
            for text in plans:
                plan_commands.import_plan(db, plan_file.parse_plan(text))
        store.keep()
        yield World(Path(name), store, tuple(plans), tuple(r for _, r in pairs))


def _make_own(path: Path) -> tuple[str, str]:
    """Read a plan of `tests/mechanics` and its results with institutions of their own; every other plan is a draft."""
    row = path.stem.split("-")[0]
    plan = path.read_text("utf-8")
    if int(row) % 2:
        plan = plan.replace(SIGNED, 'stage = "draft"\n', 1)
    elif "signatures" not in plan:
        plan = plan.replace(SIGNED, SIGNED + BY_BOTH, 1)
    for name in NAMED:
        plan = plan.replace(f'"{name}"', f'"{name}-{row}"')
    lines = list(csv.reader(io.StringIO(path.with_suffix(".csv").read_text("utf-8"))))
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerows([f"{cell}-{row}" if cell in NAMED else cell for cell in line] for line in lines)
    return plan, kept.getvalue()


def _is_right(text: str) -> bool:
    """Tell whether a plan file is valid; some of `tests/mechanics` are there to be refused."""
    try:
        plan_file.parse_plan(text)
    except InvalidInput:
        return False
    return True


def make_link(key: str, **params: object) -> str:
    """Make an address as pages do."""
    return f"/{key}?{urlencode({name: str(value) for name, value in params.items() if value is not None})}"


def show_plan(url: str, key: str, chance: Random) -> None:
    """Draw all that the pages show of a plan, on a random day and in a random language."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        versions, catalogue = plan_queries.read_versions_of(db, key), definitions.read_catalogue(db)
        newest = versions[-1].plan
        as_of = chance.choice((newest.start, newest.end, newest.counts_from, TODAY, LAST))
        facts = queries.read_facts(db, as_of, find_day_end(LAST))
        file = plan_queries.read_plan_file(db, key)
        remarks = find_advice(newest, facts, catalogue)
        settings = area_thresholds.read_threshold_settings(db)
    words = Words(chance.choice(list(LANGUAGES)))
    for remark in remarks:
        describe_finding(remark, words)
    assert (
        plan_file.parse_plan(plan_file.dump_plan(PlanFile.model_validate(file.model_dump()))).plan == newest
    )
    area = catalogue.institutions[newest.institution].ministry_area
    limits = find_thresholds_in_force(settings, find_day_end(LAST)).get(area, USUAL)
    found = outlook.find_outlook(newest, facts, catalogue, limits)
    score = found.score
    alone = outlook.Outlooks({key: newest}, lambda _: found)
    there = moments.JudgedMoment(f"{chance.random()}", catalogue, facts, alone, group_by_plan(versions))
    writer = Writer(catalogue, words, make_link)
    status_reads.read_plan_sheet(there, key, lambda _: alone, writer)
    status_reads.read_overview(there, lambda _: alone, writer, decides={newest.institution})
    risk_choices.read_risk_sheet(there, lambda _: alone, risk_choices.RiskFilter("", "", ""), writer)
    goal = chance.choice(score.goals)
    goal_sheet.draw_standing(score, goal, words)
    goal_sheet.draw_reasons(score, goal, writer)
    goal_sheet.draw_milestones(goal, score, words)
    for leaf, trend in status_reads.read_trends(there, key, goal.goal.number):
        goal_sheet.draw_chart_title(leaf, trend, words)
        goal_sheet.draw_years(trend, writer)
        goal_sheet.draw_readings(trend, newest, words)
        trend_chart.describe_trend(trend, writer)
        if chance.random() < 0.2 and (trend.results or trend.targets):
            trend_chart.draw_trend(trend, as_of, writer, theme.choose_look(False))
    if chance.random() < 0.1:
        workbook.write_workbook(score, status_reads.read_decided(there, key), catalogue, words, TODAY)
