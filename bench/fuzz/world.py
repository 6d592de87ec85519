"""A real database with the plans of the sources and of `tests/mechanics`, and everything there is to show of a plan."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from bench.fuzz.runner import Broken
from db import area_thresholds, initial, queries, session
from db.audit import chain
from db.location import ROOT
from db.plans import definitions, plan_commands, plan_file, plan_queries
from db.scope import EVERYTHING
from db.upgrade import migrate
from export import workbook
from metrics.errors import InvalidInput
from metrics.followup import outlook
from metrics.followup.thresholds import USUAL, find_thresholds_in_force
from metrics.periods import find_day_end
from metrics.plan.model import PlanFile
from metrics.plan.versions import group_by_plan
from metrics.score.advice import find_advice
from pages.outlook.parts import risk_choices
from pages.status.parts import goal_sheet, status_reads
from pages.ui import data
from pages.ui.draw import theme
from pages.ui.draw.charts import trend_chart
from words.language import LANGUAGES, Words
from words.problems import describe_finding

MECHANICS = ROOT / "tests" / "mechanics"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LAST = date(2099, 12, 31)
RECORD_READ = 0.05
NAMED = ("naevn", "staten")


@dataclass(frozen=True, slots=True)
class World:
    """A folder with a database to work on, and what it was to begin with."""

    folder: Path
    template: Path
    url: str
    plans: tuple[str, ...]
    """The text of each plan file it was filled with."""
    results: tuple[str, ...]
    """The text of each results file that belongs to them."""

    @property
    def file(self) -> Path:
        """Where the database is."""
        return self.folder / "maalstreg.db"

    def restore(self) -> None:
        """Make the database what it was to begin with."""
        shutil.copyfile(self.template, self.file)

    def unchanged(self) -> bool:
        """Whether every row of every table is as it was; files that are the same need no further look."""
        same = self.file.read_bytes() == self.template.read_bytes()
        return same or _digest(self.file) == _digest(self.template)

    def accepted(self, chance: Random) -> None:
        """The law for what is accepted, asked of some, since it takes long: the record holds."""
        if chance.random() < RECORD_READ:
            with session.open_reading(self.url, sees=EVERYTHING) as db:
                if found := list(chain.find_chain_problems(db)):
                    raise Broken(f"the record does not hold: {found}")
        self.restore()

    def demand_unchanged(self) -> None:
        """The law for what is refused."""
        if not self.unchanged():
            self.restore()
            raise Broken("the database changed although nothing was accepted")

    def taken(self, change: Callable[[Session], object]) -> bool:
        """Whether a command added anything. Refused, or with nothing to add, it leaves the database as it was."""
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
        """A file as somebody would send it."""
        path = self.folder / f"given{suffix}"
        path.write_bytes(content)
        return path


@contextmanager
def world() -> Iterator[World]:
    """A world of its own in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="maalstreg-fuzz-") as name:
        folder = Path(name)
        template = folder / "template.db"
        url = f"sqlite:///{template}"
        pairs = [_own(path) for path in sorted(MECHANICS.glob("*.toml"))]
        plans = [path.read_text("utf-8") for path in sorted(initial.SOURCES.glob("*.toml"))]
        plans += [plan for plan, _ in pairs]
        plans = [text for text in plans if _is_right(text)]
        migrate(url)
        with session.open_writing(url, session.MACHINE) as db:
            for text in plans:
                plan_commands.import_plan(db, plan_file.parse_plan(text))
        with closing(sqlite3.connect(template)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # one file, to be copied as such
        made = World(
            folder, template, f"sqlite:///{folder / 'maalstreg.db'}", tuple(plans), tuple(r for _, r in pairs)
        )
        made.restore()
        yield made


def _own(path: Path) -> tuple[str, str]:
    """A plan of `tests/mechanics` and its results, with institutions of its own; every other plan as a draft."""
    row = path.stem.split("-")[0]
    plan = path.read_text("utf-8")
    if int(row) % 2 and "\nstage" not in plan:
        plan = f'stage = "draft"\n{plan}'
    for name in NAMED:
        plan = plan.replace(f'"{name}"', f'"{name}-{row}"')
    lines = list(csv.reader(io.StringIO(path.with_suffix(".csv").read_text("utf-8"))))
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerows([f"{cell}-{row}" if cell in NAMED else cell for cell in line] for line in lines)
    return plan, kept.getvalue()


def _digest(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode("utf-8", "surrogatepass")).hexdigest()


def _is_right(text: str) -> bool:
    """Some files of `tests/mechanics` are there to be refused."""
    try:
        plan_file.parse_plan(text)
    except InvalidInput:
        return False
    return True


def link(key: str, **params: object) -> str:
    """An address, as pages make them."""
    return f"/{key}?{urlencode({name: str(value) for name, value in params.items() if value is not None})}"


def show(url: str, key: str, chance: Random) -> None:
    """All that the pages show of a plan on a day of chance, in one of the languages."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        versions, catalogue = plan_queries.read_versions_of(db, key), definitions.read_catalogue(db)
        newest = versions[-1].plan
        as_of = chance.choice((newest.start, newest.end, newest.document_date, TODAY, LAST))
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
    there = data.JudgedMoment(f"{chance.random()}", catalogue, facts, alone, group_by_plan(versions))
    status_reads.read_plan_sheet(there, key, words.lang, link)
    status_reads.read_overview(there, lambda: there, "", words.lang, link)
    risk_choices.read_risk_sheet(there, lambda: there, risk_choices.RiskFilter("", "", ""), words.lang, link)
    goal = chance.choice(score.goals)
    goal_sheet.draw_standing(score, goal, words)
    goal_sheet.draw_reasons(score, goal, catalogue, words)
    goal_sheet.draw_milestones(goal, as_of, words)
    for leaf, trend in status_reads.read_trends(there, key, goal.goal.number):
        goal_sheet.draw_chart_title(leaf, trend, words)
        goal_sheet.draw_years(trend, catalogue, words)
        goal_sheet.draw_readings(trend, newest, words)
        trend_chart.describe_trend(trend, words)
        if chance.random() < 0.2 and (trend.results or trend.targets):
            trend_chart.draw_trend(trend, as_of, words, theme.choose_look(False))
    if chance.random() < 0.1:
        workbook.write_workbook(score, status_reads.read_decided(there, key), catalogue, words)
