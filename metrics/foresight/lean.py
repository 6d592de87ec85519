"""How far the forecasts of a ministry area have leaned: too hopeful, or too dark, by what came of earlier years.

The tests of earlier years are forecast anew as they stood at the same time of their year, and held against what came.
Only what is known on the day itself is used, and only tests that are decided. In the same way it is found what the
institutions' own words told beyond the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple
from zlib import crc32

import numpy as np

from metrics.facts.facts import Facts, Statement
from metrics.facts.schema import EventKind
from metrics.facts.settlement import Settlement
from metrics.foresight.estimate import NEXT_QUARTER
from metrics.foresight.expectation import LEAST_EXPECTATIONS, OwnWord
from metrics.foresight.forecast import Method
from metrics.foresight.history import Histories
from metrics.foresight.measurement import MeasurementForecast, forecast_test
from metrics.periods import add_years
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.score.reads import find_test_reads
from metrics.score.settlements.settled_verdicts import read_verdicts
from metrics.score.tests import Verdict, judge_tests

YEARS_BACK = 3
"""How many earlier years are looked at."""
MOST_TESTS = 40
"""How many tests of a year are forecast anew, chosen without regard to how they came out: more tell little more."""
YEAR_WORTH = 20.0
"""What a year is worth at most, in tests: those of one year share its weather and its budgets.

Of last values a year is worth that only with a quarter left, and less the earlier it is: all of them hang on the
weather still to come.
"""
USUAL_LEAN, USUAL_APART, USUAL_HEARD = 1.0, 0.5, 0.25
"""How far an area, a method and a word may be expected to lean before anything is known, in log-odds.

A word by half of what a method may: who says it has seen the same figures.
"""
NEARLY = 0.01
"""In learning, what is all but certain counts as one in a hundred, so that a single surprise does not decide."""
ROUNDS = 20


class Hindsight(NamedTuple):
    """A test of an earlier year: by which method it was forecast, how likely it seemed, and whether it was met.

    `word` is the last its institution had said of it by then, None where it had said nothing. `passed` is how much of
    the year had passed, from 0 to 1.
    """

    years_back: int
    method: Method
    p: float
    met: bool
    institution: str = ""
    word: EventKind | None = None
    passed: float = 1.0

    @property
    def year_worth(self) -> float:
        """What all of a year is worth at most, to a test of this sort."""
        if self.method is not Method.STOCK:
            return YEAR_WORTH
        return YEAR_WORTH * min(self.passed / (1 - NEXT_QUARTER), 1.0)


Source = Method | EventKind | tuple[str, EventKind]
"""What a forecast may lean by, beside the area: its method, a word of any institution, or the word of one."""


@dataclass(frozen=True, slots=True)
class Lean:
    """What is to be added to the log-odds of a forecast: for the area as a whole, and beside that by its source.

    `count` is the number of tests it was learnt from, `words` of how many of them something had been said.
    """

    area: float = 0.0
    sources: Mapping[Source, float] = field(default_factory=dict)
    count: int = 0
    words: int = 0

    def of(self, method: Method) -> float:
        """Return what is to be added for a method."""
        return self.area + self.sources.get(method, 0.0)

    def hear(self, institution: str, said: Sequence[Statement]) -> OwnWord | None:
        """Weigh an institution's newest word by what such words told before; None without one, or with too few."""
        if not said or self.words < LEAST_EXPECTATIONS:
            return None
        word = said[-1].kind
        odds = self.sources.get(word, 0.0) + self.sources.get((institution, word), 0.0)
        return OwnWord(odds, self.words)


NO_LEAN = Lean()


def find_lean(plans: Iterable[Plan], facts: Facts, catalogue: Catalogue) -> Lean:
    """Find how the forecasts of some plans have leaned at this time of the year, by their earlier years."""
    return learn_lean([*look_back(plans, facts, catalogue)])


def look_back(plans: Iterable[Plan], facts: Facts, catalogue: Catalogue) -> Iterator[Hindsight]:
    """Forecast decided tests of earlier years by what had happened at the same time of their year."""
    for chosen in choose_lookbacks(plans, facts.as_of):
        yield from look_at(chosen, facts, catalogue)


class Lookback(NamedTuple):
    """Tests of a plan that were running some years back, at the same time of their year."""

    plan: Plan
    numbers: tuple[str, ...]
    years_back: int


def choose_lookbacks(plans: Iterable[Plan], as_of: date) -> Iterator[Lookback]:
    """Choose what is looked back at on a day, of plans that are over by then."""
    over = {plan.id: plan for plan in plans if plan.locked and plan.end < as_of}
    days = [(back, add_years(as_of, -back)) for back in range(1, YEARS_BACK + 1)]
    for key, numbers in choose_tests(over.values()).items():
        plan = over[key]
        back = next((back for back, day in days if plan.start <= day <= plan.end), None)
        if back is not None:
            yield Lookback(plan, tuple(numbers), back)


def choose_tests(plans: Iterable[Plan]) -> dict[str, list[str]]:
    """Choose the tests of each plan that are looked at, by plan: of each year as many as are told apart by chance.

    Of a part of the plans that holds those chosen, the same are chosen.
    """
    drawn: dict[int, list[tuple[int, str, str]]] = {}
    for plan in plans:
        drawn.setdefault(plan.year, []).extend(
            (crc32(f"{plan.id} {leaf.number}".encode()), plan.id, leaf.number)
            for leaf in plan.leaves()
            if leaf.compare
        )
    chosen: dict[str, list[str]] = {}
    for year in drawn.values():
        for _, key, number in sorted(year)[:MOST_TESTS]:
            chosen.setdefault(key, []).append(number)
    return chosen


def look_at(chosen: Lookback, facts: Facts, catalogue: Catalogue) -> Iterator[Hindsight]:
    """Forecast the chosen tests that are decided, by what had happened at the same time of their year."""
    yield from look_as_before(chosen, facts, catalogue, Sights())


class Sight(NamedTuple):
    """All that a look back goes by: where it is the same, so is what is seen, but for how much of the year had passed.

    `now` and `then` hold what is read of the series, as of the last day on which any of it ended: those that follow,
    until more has, tell the same. `words` are what the institution had last said of each test.
    """

    chosen: Lookback
    settlement: Settlement | None
    now: Facts
    then: Facts
    words: tuple[EventKind | None, ...]


KEPT_SIGHTS = 4
"""Of how many sights of the same tests it is kept what was seen: figures come and reports fall due once a quarter."""


class Sights(dict[tuple[str, tuple[str, ...], int], tuple[tuple[Sight, tuple[Hindsight, ...]], ...]]):
    """What was seen of an institution's plans on any day, by plan, tests and years back; all by the same catalogue."""


def look_as_before(chosen: Lookback, facts: Facts, catalogue: Catalogue, kept: Sights) -> Iterator[Hindsight]:
    """Look back as `look_at`, by what is `kept` of other days where nothing that is looked at has changed since."""
    plan, day = chosen.plan, add_years(facts.as_of, -chosen.years_back)
    passed = ((day - plan.start).days + 1) / ((plan.end - plan.start).days + 1)
    sight, key = _find_sight(chosen, day, facts, catalogue), (plan.id, chosen.numbers, chosen.years_back)
    there = kept.get(key, ())
    seen = next((seen for one, seen in there if one == sight), None)
    if seen is None:
        seen = tuple(_see(sight, catalogue))
        kept[key] = (*there, (sight, seen))[-KEPT_SIGHTS:]
    for one in seen:
        yield one._replace(passed=passed)


def _find_sight(chosen: Lookback, day: date, facts: Facts, catalogue: Catalogue) -> Sight:
    """Leave in what is known all that is looked at; and then also what had not ended on an earlier day."""
    plan, numbers, _ = chosen
    ready = derive_structure(plan)
    ends, read = set[date](), dict[SeriesKey, None]()
    for number in numbers:
        leaf = ready.leaves[number]
        ends |= {reads.end for reads in find_test_reads(leaf, ready.windows[number], catalogue)}
        read |= dict.fromkeys(leaf.series(plan.institution))
    series = {key: facts.series.get(key, ()) for key in read}
    ended = {key: tuple([one for one in own if one.period.end <= day]) for key, own in series.items()}
    # What began after all that is read tells nothing of it, but where a level only rises.
    end = max(ends, default=date.min)
    series = {
        key: own
        if catalogue.indicators[key].only_rises
        else tuple([one for one in own if one.period.start <= end])
        for key, own in series.items()
    }
    last = {one.period.end for own in ended.values() for one in own}
    breaks = {key: facts.breaks[key] for key in read if key in facts.breaks}
    said = (facts.expectations.get((plan.id, number), ()) for number in numbers)
    words = (next((one.kind for one in reversed(own) if one.on <= day), None) for own in said)
    return Sight(
        chosen,
        facts.find_settlement(plan),
        Facts(_find_last(ends, facts.as_of), _ANY_TIME, series, {}, breaks=breaks),
        Facts(_find_last(ends | last, day), _ANY_TIME, ended, {}, breaks=breaks),
        tuple(words),
    )


_ANY_TIME = datetime.max.replace(tzinfo=UTC)  # what is looked at is known; since when does not matter


def _find_last(ends: Iterable[date], day: date) -> date:
    return max((end for end in ends if end <= day), default=date.min)


def _see(sight: Sight, catalogue: Catalogue) -> Iterator[Hindsight]:
    (plan, numbers, back), settlement, now, then, _ = sight
    ready = derive_structure(plan)
    came = (
        judge_tests(plan, now, catalogue, numbers) if settlement is None else read_verdicts(settlement, plan)
    )
    decided = {
        number: word for number, word in zip(numbers, sight.words, strict=True) if _is_decided(came[number])
    }
    before = judge_tests(plan, then, catalogue, decided)
    histories = Histories(then, catalogue)
    for number, word in decided.items():
        stood, trace = before[number]
        test = ready.leaves[number].compare
        if stood.credit is not None or test is None:
            continue
        found = forecast_test(test, ready.windows[number], trace, histories)
        if isinstance(found, MeasurementForecast):
            told = found.forecast
            yield Hindsight(
                back, told.method, told.p_met, came[number][0].credit == 1, plan.institution, word
            )


def _is_decided(verdict: Verdict) -> bool:
    return verdict[0].credit is not None


def learn_lean(seen: Sequence[Hindsight]) -> Lean:
    """Learn the lean that makes what came most likely, drawn towards none by how little has been seen."""
    if not seen:
        return NO_LEAN
    heard = [_list_sources(one) for one in seen]
    sources = list(dict.fromkeys(source for each in heard for source in each))
    counts = {back: sum(one.years_back == back for one in seen) for back in {one.years_back for one in seen}}
    worth = np.array([min(1.0, one.year_worth / counts[one.years_back]) for one in seen])
    told = np.clip([one.p for one in seen], NEARLY, 1 - NEARLY)
    odds, met = np.log(told / (1 - told)), np.array([one.met for one in seen], dtype=float)
    about = np.array([[True, *(source in each for source in sources)] for each in heard], dtype=float)
    lean, held = np.zeros(about.shape[1]), np.diag([USUAL_LEAN**-2, *map(_tie_source, sources)])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-(odds + about @ lean)))
        steep = about.T @ (about * (worth * p * (1 - p))[:, None]) + held
        lean = lean + np.linalg.solve(steep, about.T @ (worth * (met - p)) - held @ lean)
    area, *rest = lean.tolist()
    words = sum(one.word is not None for one in seen)
    return Lean(area, dict(zip(sources, rest, strict=True)), len(seen), words)


def _tie_source(source: Source) -> float:
    """Find how strongly a source is drawn towards none."""
    return (USUAL_APART if isinstance(source, Method) else USUAL_HEARD) ** -2


def _list_sources(one: Hindsight) -> list[Source]:
    return [one.method] if one.word is None else [one.method, one.word, (one.institution, one.word)]
