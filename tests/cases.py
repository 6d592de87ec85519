"""The plan files in `tests/mechanics`, each with its results, scored as a ministry would: file in, score out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

from db.plans import plan_file
from db.results import raw_rows
from metrics.facts import fact_history, results_file
from metrics.facts.decisions import Decision, find_standing_decisions
from metrics.facts.facts import Facts
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Event, Result
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import PlanFile
from metrics.score import scoring
from metrics.score.after_decisions import ScoreAfterDecisions, apply_decisions
from metrics.score.quantities import Amount
from metrics.score.tests import Trace
from tests.factories import LONG_AFTER, event_frame, observation_frame

FOLDER = Path(__file__).parent / "mechanics"
OWNER = "naevn"
NOW = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A plan with the rows of its results file."""

    plan: PlanFile
    rows: tuple[RawRow, ...]

    def but(self, **cells: str) -> Case:
        """With another value in the rows of an own indicator or a criterion: `but(share="91")`, `but(share="4/8")`.

        A key that is no Python name is written with underscores: `c1_1` is criterion 1.1, `egen_del` is "egen-del".
        """
        return replace(self, rows=tuple(_with(row, cells) for row in self.rows))

    def only(self, *keep: int) -> Case:
        """With these rows alone, counted from 1."""
        return replace(self, rows=tuple(row for n, row in enumerate(self.rows, 1) if n in keep))

    def plus(self, *rows: dict[str, str]) -> Case:
        """With more rows, like the last one but for the cells given."""
        last = self.rows[-1].cells
        more = tuple(RawRow(f"more:{n}", {**last, **cells}) for n, cells in enumerate(rows))
        return replace(self, rows=self.rows + more)

    def read(self) -> tuple[list[Result], list[Event]]:
        """The rows as results and events."""
        return results_file.check_rows(self.rows, [self.plan], self.catalogue, NOW)

    @property
    def catalogue(self) -> Catalogue:
        """What the plan file defines."""
        indicators = {(i.institution, i.id): i for i in self.plan.indicators}
        return Catalogue({i.id: i for i in self.plan.institutions}, indicators)

    def facts(self, as_of: date = LONG_AFTER, known_at: date = LONG_AFTER) -> Facts:
        """What was known on a day of what had happened by another."""
        results, events = self.read()
        moment = find_day_end(known_at)
        return fact_history.gather_facts(
            observation_frame(results), event_frame(events), as_of=as_of, known_at=moment
        )

    def score(self, as_of: date = LONG_AFTER, known_at: date = LONG_AFTER) -> scoring.Score:
        """The plan's score."""
        return scoring.score_plan(self.plan, self.facts(as_of, known_at), self.catalogue)

    def decided(self, *decisions: Decision) -> ScoreAfterDecisions:
        """The score with what was decided on it."""
        stands = find_standing_decisions(decisions, as_of=LONG_AFTER, known_at=find_day_end(LONG_AFTER))
        facts = replace(self.facts(), decisions=stands)
        found = apply_decisions(scoring.score_plan(self.plan, facts, self.catalogue), self.catalogue)
        assert found
        return found

    def secured(self, **cells: str) -> Fraction:
        """The points secured, with other cells; all points are decided."""
        found = (self.but(**cells) if cells else self).score().points
        assert not found.open
        return found.secured

    def trace(self, number: str = "1.1", as_of: date = LONG_AFTER) -> Trace:
        """Why a criterion came out as it did."""
        return trace(self.score(as_of), number)


def trace(score: scoring.Score, number: str = "1.1") -> Trace:
    """The trace of a test by its number."""
    (found,) = [
        leaf.trace for goal in score.goals for leaf in goal.leaves() if leaf.criterion.number == number
    ]
    assert found
    return found


def reached(score: scoring.Score, number: str = "1.1") -> Amount:
    """What a test measured."""
    found = trace(score, number).actual
    assert found
    return found


def target_of(score: scoring.Score, number: str = "1.1") -> Amount:
    """What a test asked for."""
    found = trace(score, number).target
    assert found
    return found


def text_of(row: str) -> str:
    """The plan file of a row of the list of mechanics."""
    (path,) = FOLDER.glob(f"{row}-*.toml")
    return path.read_text(encoding="utf-8")


def rows_of(row: str) -> tuple[RawRow, ...]:
    """The results file of a row."""
    (path,) = FOLDER.glob(f"{row}-*.csv")
    return tuple(raw_rows.read_rows(path))


@cache
def case(row: str) -> Case:
    """The case of a row, as "05"."""
    return Case(plan_file.parse_plan(text_of(row)), rows_of(row))


def _with(row: RawRow, cells: Mapping[str, str]) -> RawRow:
    name = row.cell("indicator").split(":")[-1]
    spelt = name.replace("-", "_") if ":" not in row.cell("indicator") else "c" + name.replace(".", "_")
    changed = cells.get(f"{spelt}_{row.cell('period')}", cells.get(spelt))
    if changed is None or row.cell("institution") != OWNER:
        return row
    top, slash, bottom = changed.partition("/")
    new = {"numerator": top, "denominator": bottom} if slash else {"numerator": "", "denominator": ""}
    new["value"] = "" if slash else changed
    return RawRow(row.place, {**row.cells, **new})
