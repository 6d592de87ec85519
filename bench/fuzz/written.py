"""Numbers and periods as people write them, read by themselves: thousands of them in a second."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.fuzz import hostile
from bench.fuzz.runner import Broken
from bench.fuzz.world import World
from metrics.facts import numbers
from metrics.facts.written_periods import read_period, write_period
from metrics.periods import Period
from metrics.plan.terms import LARGEST, Unit

NUMBERS = (
    *("1.146,50", "1 146", "4.200", "94,96 %", "kr. 1.234.567", "-0,25", "12\u00a0345,5", "1,234.5", "0.123"),
    *("..", "−5", "3 mio. kr.", "1.234.567,125", "999,999", "7 pct.", "1234.567"),
)
PERIODS = (
    *("2026", "2026Q3", "3. kvartal 2026", "2026K1", "2026M07", "juli 2026", "okt. 2026", "27-11-2026"),
    *("27.11.2026", "Q3 2026", "2026-08/2026-10", "1. halvår 2026", "2026H2", "11-2026", "2026-09-30"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """A text, and what it is read as."""

    text: str
    unit: Unit | None = None
    stored: bool = False
    period: bool = False


class Written:
    """The readers of numbers and periods."""

    def __init__(self, _world: World) -> None:
        """Nothing of the world is needed."""

    def make(self, chance: Random) -> Given:
        """Write a number or a period, usually close to one."""
        period = chance.random() < 0.4
        plain = chance.choice(PERIODS if period else NUMBERS)
        text = chance.choice(
            (
                plain,
                hostile.change_text(chance, plain),
                _change_digit(chance, plain),
                hostile.choose_text(chance),
            )
        )
        if period:
            return Given(text, period=True)
        return Given(text, chance.choice((None, *Unit)), chance.random() < 0.2)

    def give(self, given: object) -> None:
        """Read it. What is read has the digits that were written."""
        assert isinstance(given, Given)
        if given.period:
            _demand_period(given.text)
        else:
            _demand_number(given)


def _change_digit(chance: Random, plain: str) -> str:
    at = chance.randrange(len(plain))
    return plain[:at] + chance.choice("0123456789., -/") + plain[at + 1 :]


def _demand_number(given: Given) -> None:
    found = numbers.parse_number(given.text, "value", unit=given.unit, stored=given.stored)
    if _digits(f"{found:f}").lstrip("0") != _digits(given.text).lstrip("0") or abs(found) > LARGEST:
        raise Broken(f"{given.text!r} is read as {found}")
    written = numbers.write_plain_number(found)
    if numbers.parse_number(written) != found or numbers.parse_number(written, stored=True) != found:
        raise Broken(f"{found} is written as {written!r} and read as something else")
    if not given.stored and numbers.is_not_available(given.text):
        raise Broken(f"{given.text!r} is a number and not available")


def _demand_period(text: str) -> None:
    found = read_period(text)
    if Period.parse(found.text) != found or str(found.start.year) not in text:
        raise Broken(f"{text!r} is read as {found}")
    written = Period.parse(write_period(found.start, found.end))
    if (written.start, written.end) != (found.start, found.end):
        raise Broken(f"{found} is written as {written}")


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")
