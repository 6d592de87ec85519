"""The rule by which the figures of a series are counted from a list of cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.plan.formula import PlanPart
from metrics.plan.terms import Day, Number, Text, YesNo

FEWEST_CASES = 10
"""A figure made of fewer cases is not published unless its rule says otherwise: it could tell of persons."""
_KINDS = ("among", "not_among", "at_least", "at_most", "since", "until", "empty")
_PAIRS = ({"at_least", "at_most"}, {"since", "until"})

Column = Annotated[Text, Field(max_length=80)]
Length = Annotated[int | None, Field(strict=True, ge=0, le=36_500)]
MonthLength = Annotated[int | None, Field(strict=True, ge=0, le=1_200)]


class ColumnKind(StrEnum):
    """What a column of a case list has to hold."""

    DAY = "day"
    NUMBER = "number"
    WORD = "word"
    ANY = "any"


class CaseFilter(PlanPart):
    """What a column must hold. An empty cell fits nothing but `empty = true`."""

    column: Column
    among: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    not_among: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    since: Day | None = None
    until: Day | None = None
    empty: YesNo | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        said = {name for name in _KINDS if getattr(self, name) is not None}
        if len(said) != 1 and said not in _PAIRS:
            raise PydanticCustomError("one_of", "exactly one", {"allowed": ", ".join(_KINDS)})
        return self

    @property
    def kind(self) -> ColumnKind:
        """What the column has to hold."""
        if self.empty is not None:
            return ColumnKind.ANY
        if self.since or self.until:
            return ColumnKind.DAY
        numbers = self.at_least is not None or self.at_most is not None
        return ColumnKind.NUMBER if numbers else ColumnKind.WORD


class CaseDay(NamedTuple):
    """The day in a column, or so many days, or calendar months, after it.

    A month ends on the same day of the next one, or on its last day where it has none.
    """

    column: str
    days: int | None = None
    months: int | None = None


class CaseLength(PlanPart):
    """So many days, or calendar months."""

    days: Length = None
    months: MonthLength = None

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.days is None) == (self.months is None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "days, months"})
        return self


class CaseLimit(PlanPart):
    """That the day in `end` lies no later than that in `due`, or than so many days or months after that in `start`."""

    end: Column
    start: Column | None = None
    days: Length = None
    months: MonthLength = None
    due: Column | None = None

    @model_validator(mode="after")
    def _one_deadline(self) -> Self:
        if sum(one is not None for one in (self.days, self.months, self.due)) != 1:
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "days, months, due"})
        if (self.start is None) == (self.due is None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "start, due"})
        return self

    @property
    def deadline(self) -> CaseDay:
        """Its last day."""
        return CaseDay(self.start or self.due or "", self.days, self.months)


class CasePart(PlanPart):
    """What is counted: the cases that every filter and the limit fit, or the sum of a column over them."""

    where: tuple[CaseFilter, ...] = ()
    within: CaseLimit | None = None
    sum: Column | None = None

    def columns(self) -> Iterator[tuple[str, ColumnKind]]:
        """Yield each column that it needs, with what it has to hold."""
        yield from ((one.column, one.kind) for one in self.where)
        if self.within:
            days = (self.within.start, self.within.due, self.within.end)
            yield from ((name, ColumnKind.DAY) for name in days if name)
        if self.sum:
            yield self.sum, ColumnKind.NUMBER


class CaseRule(PlanPart):
    """How a numerator and a denominator are counted from cases, each of the period of `period_by`, or so long after it.

    A case counts where every filter of `where` fits, and is exempt where one of `exempt` does. Where a column has the
    number of a `case`, none may be in a list twice. Where `open_is_late`, a case that has not come to the end of the
    numerator's limit is counted as not within it. Sums are of numbers with at most so many `decimals`. A figure of
    fewer cases than `smallest` is not published.
    """

    period_by: Column
    period_after: CaseLength | None = None
    case: Column | None = None
    where: tuple[CaseFilter, ...] = ()
    exempt: tuple[CaseFilter, ...] = ()
    numerator: CasePart
    denominator: CasePart = CasePart()
    open_is_late: YesNo = False
    alone: YesNo = False
    decimals: Annotated[int, Field(strict=True, ge=0, le=6)] = 2
    smallest: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = FEWEST_CASES

    @model_validator(mode="after")
    def _one_kind_each(self) -> Self:
        kinds: defaultdict[str, set[ColumnKind]] = defaultdict(set)
        for name, kind in self._columns():
            kinds[name].add(kind)
        for name, found in kinds.items():
            if len(found - {ColumnKind.ANY}) > 1:
                raise PydanticCustomError("case_column_kinds", "one kind", {"column": name})
        return self

    @model_validator(mode="after")
    def _late_when_due(self) -> Self:
        # Before its last day no open case is late: it has to be of the period in which that lies.
        limit = self.numerator.within
        if self.open_is_late and (limit is None or limit.deadline != self.day):
            raise PydanticCustomError("case_open_early", "the day of the limit")
        return self

    @property
    def day(self) -> CaseDay:
        """The day that says which period a case is of."""
        after = self.period_after
        return CaseDay(self.period_by, after.days, after.months) if after else CaseDay(self.period_by)

    @property
    def open_end(self) -> str | None:
        """The column with the end of a case that is late as long as it is open; None where such are not counted."""
        return self.numerator.within.end if self.open_is_late and self.numerator.within else None

    def find_columns(self) -> dict[str, ColumnKind]:
        """Find what each column that the rule reads has to hold, in the order of the rule."""
        found: dict[str, ColumnKind] = {}
        for name, kind in self._columns():
            if kind is not ColumnKind.ANY or name not in found:
                found[name] = kind
        return found

    def find_needed(self) -> list[str]:
        """Find the columns that must be filled in for a case that counts: what it adds is unknown without them."""
        of_numerator = (one for one in self.numerator.columns() if one[0] != self.open_end)
        asked = (*of_numerator, *self.denominator.columns())
        needed = (name for name, kind in asked if kind is not ColumnKind.ANY)
        return [name for name in dict.fromkeys(needed) if name != self.period_by]

    def find_limits(self) -> list[CaseLimit]:
        """Find the limits between two days that it asks about."""
        return [part.within for part in (self.numerator, self.denominator) if part.within]

    def find_due_columns(self) -> list[str]:
        """Find the columns with days that may be still to come: those by which a case has to end."""
        return [limit.due for limit in self.find_limits() if limit.due]

    def find_sums(self) -> list[str]:
        """Find the columns that it adds up."""
        return list(dict.fromkeys(part.sum for part in (self.numerator, self.denominator) if part.sum))

    def _columns(self) -> Iterator[tuple[str, ColumnKind]]:
        yield self.period_by, ColumnKind.DAY
        if self.case:
            yield self.case, ColumnKind.ANY
        yield from ((one.column, one.kind) for one in (*self.where, *self.exempt))
        for part in (self.numerator, self.denominator):
            yield from part.columns()


def write_rule(rule: CaseRule) -> str:
    """Write a rule as it is stored: the same rule always gives the same text."""
    return rule.model_dump_json(exclude_defaults=True)


def read_rule(text: str | None) -> CaseRule | None:
    """Read a rule as it is stored; no text is no rule."""
    return CaseRule.model_validate_json(text) if text else None
