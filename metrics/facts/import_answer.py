"""The answer to a results file: what it says that is new, changed or known, what asks for a yes, what nothing reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from metrics.errors import Problem
from metrics.facts.jumps import Jump, JumpFinder
from metrics.facts.known_rows import KnownRows, RecordedRow
from metrics.facts.results_file import SortedRows
from metrics.facts.schema import Event, Result
from metrics.periods import Period, find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan


class RowFate(StrEnum):
    """What becomes of a row that says something."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class PeriodUse(StrEnum):
    """What a result with a period that fits its series is for: a plan's reading, another year, or nothing yet."""

    READ = "read"
    OTHER_YEAR = "other_year"
    UNUSED = "unused"


class ResultUse(NamedTuple):
    """What a result is for, the period of its series that it is a part of, if it is, and whether it lacks its cases."""

    kind: PeriodUse
    part_of: str | None = None
    bare: bool = False


class Question(StrEnum):
    """What a file needs a yes to: old figures over newer ones, or figures of another magnitude."""

    OLDER = "older"
    JUMPS = "jumps"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One row of a file: what it says, what becomes of it, what stood before and by whom it was entered.

    `older` marks a figure that was recorded before and corrected since. A result may be of a year that no plan reads
    (`history`), or of a series that no plan reads (`unused`), or be a part of a period of its series (`part_of`).
    """

    place: str
    made: Result | Event
    fate: RowFate
    before: RecordedRow | None = None
    by: str | None = None
    older: bool = False
    jump: Jump | None = None
    history: bool = False
    unused: bool = False
    part_of: str | None = None
    bare: bool = False
    """Whether it is a value alone in a series whose cases are pooled."""
    early: bool = False
    """Whether its period has not ended when it is told, so that it is provisional."""


@dataclass(frozen=True, slots=True)
class SheetNote:
    """What was found of a sheet, or of a file without sheets: its rows, and whether they are read."""

    name: str
    rows: int
    read: bool
    hidden: bool = False
    skipped: int = 0
    """Hidden rows and columns that were left out."""


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """All that a file says, row by row, before anything of it is kept."""

    lines: tuple[AnswerLine, ...]
    empty: tuple[str, ...] = ()
    """The places of rows and cells that are not filled in."""
    not_available: tuple[str, ...] = ()
    sheets: tuple[SheetNote, ...] = ()
    unread: tuple[str, ...] = ()
    """The columns that are there for people and are not read."""
    remarked: tuple[str, ...] = ()
    """The places of rows with a remark and no figure that it could be about."""

    def select(self, fate: RowFate) -> list[AnswerLine]:
        """Select the lines of one fate, in the order of the file."""
        return [line for line in self.lines if line.fate is fate]

    @property
    def results(self) -> list[Result]:
        """The results to record."""
        return [line.made for line in self._kept() if isinstance(line.made, Result)]

    @property
    def events(self) -> list[Event]:
        """The events to record."""
        return [line.made for line in self._kept() if isinstance(line.made, Event)]

    def ask(self, accepted: Iterable[Question] = ()) -> list[Problem]:
        """List what must be accepted before the file is taken, one problem for each row."""
        asked = [found for found in self.find_questions() if found[0] not in set(accepted)]
        return [Problem(f"{code}_asked", line.place, params) for _, code, line, params in asked]

    def find_questions(self) -> Iterator[tuple[Question, str, AnswerLine, dict[str, object]]]:
        """Find the rows that need a yes: to what, the code of their words, the row, and the words' parameters."""
        for line in self.lines:
            if line.older and line.before:
                day = find_danish_day(line.before.recorded_at)
                yield Question.OLDER, "older", line, {"recorded": day}
        for line in self.lines:
            if line.jump:
                code = "jump_up" if line.jump.times > 1 else "jump_down"
                yield Question.JUMPS, code, line, _describe_jump(line.jump)

    def mark_early(self, now: datetime) -> ImportAnswer:
        """Return the answer with the figures marked that are told before their period has ended."""
        return replace(
            self, lines=tuple(replace(line, early=_is_early(line.made, now)) for line in self.lines)
        )

    def _kept(self) -> list[AnswerLine]:
        return [line for line in self.lines if line.fate is not RowFate.SAME]

    def name_authors(self, authors: Mapping[int, str]) -> ImportAnswer:
        """Return the answer with who entered what stood before, by the ids of observations."""
        return replace(
            self,
            lines=tuple(
                replace(line, by=authors.get(line.before.id))
                if line.before and isinstance(line.made, Result)
                else line
                for line in self.lines
            ),
        )


def _is_early(made: Result | Event, now: datetime) -> bool:
    if not isinstance(made, Result) or made.awaited or made.provisional:
        return False
    return not Period.parse(made.period).is_over(find_danish_day(made.recorded or now))


def _describe_jump(jump: Jump) -> dict[str, object]:
    other = Decimal(jump.other.numerator) / Decimal(jump.other.denominator)
    return {"times": int(max(jump.times, 1 / jump.times)), "other": round(other, 2)}


def build_answer(
    found: SortedRows,
    known: KnownRows,
    plans: Sequence[Plan],
    catalogue: Catalogue,
    find_use: Callable[[Result], ResultUse],
) -> ImportAnswer:
    """Build the answer to the rows of a file. Nothing is decided by it that the rows themselves do not say."""
    results = [_answer_row(place, made, known) for place, made in found.results]
    events = [_answer_row(place, made, known) for place, made in found.events]
    fresh = [place for place, line in enumerate(results) if line.fate is not RowFate.SAME]
    jumps = JumpFinder(known, plans, catalogue).find([found.results[place][1] for place in fresh])
    by_place = {fresh[place]: jump for place, jump in jumps.items()}
    lines = (
        _add_use(replace(line, jump=by_place.get(place)), find_use(found.results[place][1]))
        for place, line in enumerate(results)
    )
    silent = tuple(found.empty), tuple(found.not_available)
    return ImportAnswer((*lines, *events), *silent, remarked=tuple(found.remarked))


def _answer_row(place: str, made: Result | Event, known: KnownRows) -> AnswerLine:
    if known.repeats(made):
        return AnswerLine(place, made, RowFate.SAME)
    before = known.find_before(made)
    fate = RowFate.NEW if before is None else RowFate.CHANGED
    return AnswerLine(place, made, fate, before, older=known.goes_back(made))


def _add_use(line: AnswerLine, use: ResultUse) -> AnswerLine:
    history, unused = use.kind is PeriodUse.OTHER_YEAR, use.kind is PeriodUse.UNUSED
    return replace(line, history=history, unused=unused, part_of=use.part_of, bare=use.bare)
