"""Quantities: numbers, target paths, growth, indicators read over a period, and compositions of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated, Any, Self, assert_never

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from metrics.plan.terms import MOST_YEARS_AWAY, Key, Number, Over, PeriodText, Text, Unit, Year, YesNo

_GIVEN: dict[frozenset[str], set[str]] = {}
"""Sets of keys that were given to parts of plans."""


class PlanPart(BaseModel):
    """Base of every part of a plan: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _context: Any, /) -> None:
        """Share the names of the keys that were given: a set for each part is a third of what many plans take up."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))
        # Attributes set one by one share their names with all of the class; a dictionary given at once has its own.
        values = self.__dict__
        object.__delattr__(self, "__dict__")
        for name, value in values.items():
            object.__setattr__(self, name, value)


class Constant(PlanPart):
    """A plain number, in the unit of what it is compared with unless it names its own."""

    number: Number
    unit: Unit | None = None


class Reading(PlanPart):
    """An indicator read over the plan year, one `offset` years away, or a named `year` or `period`; times `factor`.

    `shift` moves the year by quarters: -1 means the four quarters that end with the third. `weight` is the indicator
    that gives the weights of a weighted mean. `unit` is the unit once `factor` is applied, where that differs.
    """

    indicator: Key
    institution: Key | None = None
    over: Over = Over.LAST
    weight: Key | None = None
    offset: Annotated[int, Field(strict=True, ge=-MOST_YEARS_AWAY, le=MOST_YEARS_AWAY)] = 0
    year: Year | None = None
    period: PeriodText | None = None
    shift: Annotated[int, Field(strict=True, ge=-MOST_YEARS_AWAY, le=MOST_YEARS_AWAY)] = 0
    factor: Number = Decimal(1)
    unit: Unit | None = None

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if sum((self.year is not None, self.period is not None, self.offset != 0)) > 1:
            raise PydanticCustomError("year_or_offset", "one of year, offset and period", {})
        if self.period and self.shift:
            raise PydanticCustomError("year_or_offset", "one of year, offset and period", {})
        if (self.weight is None) == (self.over is Over.WEIGHTED):
            raise PydanticCustomError("weight_for_weighted", "weight goes with weighted", {})
        return self

    def find_key(self, institution: str) -> SeriesKey:
        """Find the series read; `institution` owns it unless another is named."""
        return self.institution or institution, self.indicator

    def series(self, institution: str) -> Iterator[SeriesKey]:
        """Yield the series read, and the one that weights it; `institution` owns them unless another is named."""
        owner, indicator = self.find_key(institution)
        yield owner, indicator
        if self.weight:
            yield owner, self.weight


class Step(PlanPart):
    """The target for one year: a number or a reading. `provisional` is what Danish plans put in brackets."""

    year: Year
    number: Number | None = None
    reading: Reading | None = None
    provisional: YesNo = False
    note: Text | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.number is None) == (self.reading is None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "number, reading"})
        return self


class Path(PlanPart):
    """Targets year by year. Each year is judged against its own step."""

    by_year: Annotated[tuple[Step, ...], Field(min_length=1)]

    def step(self, year: int) -> Step | None:
        """Return the step of a year; None where the path has a gap."""
        return next((step for step in self.by_year if step.year == year), None)


class Growth(PlanPart):
    """A target that grows from a baseline by `rate` percent for each year after `since`."""

    baseline: Quantity
    rate: Number
    since: Year


class Median(PlanPart):
    """The median of several quantities, such as those of named peers."""

    median_of: Annotated[tuple[Quantity, ...], Field(min_length=1)]


class Pooled(PlanPart):
    """One ratio over several series: the sum of all numerators over the sum of all denominators."""

    pooled: Annotated[tuple[Reading, ...], Field(min_length=1)]


class Change(PlanPart):
    """The change from one quantity to another, in percent of the first."""

    change_from: Quantity
    to: Quantity


_QUANTITY_KEYS = {
    "number": Constant,
    "indicator": Reading,
    "by_year": Path,
    "baseline": Growth,
    "median_of": Median,
    "pooled": Pooled,
    "change_from": Change,
}


def _quantity_kind(value: object) -> str | None:
    if isinstance(value, dict):
        return next((key for key in _QUANTITY_KEYS if key in value), None)
    return next((key for key, kind in _QUANTITY_KEYS.items() if isinstance(value, kind)), None)


Quantity = Annotated[
    Annotated[Constant, Tag("number")]
    | Annotated[Reading, Tag("indicator")]
    | Annotated[Path, Tag("by_year")]
    | Annotated[Growth, Tag("baseline")]
    | Annotated[Median, Tag("median_of")]
    | Annotated[Pooled, Tag("pooled")]
    | Annotated[Change, Tag("change_from")],
    Discriminator(
        _quantity_kind,
        custom_error_type="quantity_kind",
        custom_error_message="a quantity",
    ),
]


SeriesKey = tuple[str, str]
"""Institution and indicator."""


def find_parts(quantity: Quantity) -> tuple[Quantity, ...]:
    """Return the quantities that a quantity is made of; none for a number or a reading."""
    match quantity:
        case Constant() | Reading():
            return ()
        case Path():
            return tuple(step.reading for step in quantity.by_year if step.reading)
        case Growth():
            return (quantity.baseline,)
        case Median():
            return quantity.median_of
        case Pooled():
            return quantity.pooled
        case Change():
            return quantity.change_from, quantity.to
        case _:
            assert_never(quantity)


def find_paths_read(quantity: Quantity, year: int | None) -> Iterator[tuple[Path, int | None]]:
    """Yield the target paths in a quantity, with the year each is read at: for a growth's baseline, its own year."""
    if isinstance(quantity, Path):
        yield quantity, year
    read_at = quantity.since if isinstance(quantity, Growth) else year
    for part in find_parts(quantity):
        yield from find_paths_read(part, read_at)


def find_readings(quantity: Quantity) -> Iterator[Reading]:
    """Yield every indicator reading that a quantity depends on."""
    if isinstance(quantity, Reading):
        yield quantity
    for part in find_parts(quantity):
        yield from find_readings(part)


def find_series(quantity: Quantity, institution: str) -> Iterator[SeriesKey]:
    """Yield every series that a quantity depends on, including those that give weights.

    `institution` owns the series that name no institution.
    """
    for reading in find_readings(quantity):
        yield from reading.series(institution)


def map_readings(quantity: Quantity, change: Callable[[Reading], Reading]) -> Quantity:
    """Return the same quantity with every reading in it changed."""
    match quantity:
        case Constant():
            return quantity
        case Reading():
            return change(quantity)
        case Path():
            steps = (
                step.model_copy(update={"reading": step.reading and change(step.reading)})
                for step in quantity.by_year
            )
            return Path(by_year=tuple(steps))
        case Growth():
            return quantity.model_copy(update={"baseline": map_readings(quantity.baseline, change)})
        case Median() | Change():
            parts = tuple(map_readings(part, change) for part in find_parts(quantity))
            return (
                Median(median_of=parts)
                if isinstance(quantity, Median)
                else Change(change_from=parts[0], to=parts[1])
            )
        case Pooled():
            return Pooled(pooled=tuple(change(part) for part in quantity.pooled))
        case _:
            assert_never(quantity)
