"""What a test reads, in words: the periods of which series, and how they become one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from metrics.periods import Days, count_months
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.score.reads import SeriesReads, find_reads
from metrics.score.tests import find_value_due
from words.language import Words
from words.verdict import write_span

MOST_SPELT = 12  # numbers up to twelve are written as words

_SLOTS = {1: "reads.months", 3: "reads.quarters", 12: "reads.years"}


def write_readings(leaf: Criterion, plan: Plan, catalogue: Catalogue, words: Words) -> list[str]:
    """Write a sentence for each side of a measured test that reads series, and when the last figure is due.

    Empty for a test that is decided by what a party says.
    """
    window, found = derive_structure(plan).windows[leaf.number], []
    last: Days | None = None
    for side, quantity in leaf.quantities.items():
        every = [*find_reads(quantity, window, catalogue)]
        found += [
            words.t(f"reads.side_{side.split('[')[0]}", what=text)
            for text in _write_all(every, catalogue, words)
        ]
        last = max(
            [*(reads.slots[-1] for reads in every), *([last] if last else [])], key=_get_end, default=None
        )
    if last is not None:
        ended, due = words.date(last[1]), words.date(find_value_due(plan, *last))
        found.append(words.t("reads.settles", ended=ended, due=due))
    return found


def _get_end(days: Days) -> date:
    return days[1]


def _write_all(every: Iterable[SeriesReads], catalogue: Catalogue, words: Words) -> Iterator[str]:
    """Write the series that are read alike in one sentence."""
    for _, group in groupby(every, lambda reads: (reads.slots, reads.over, reads.weight)):
        yield _write_alike([*group], catalogue, words)


def _write_alike(alike: Sequence[SeriesReads], catalogue: Catalogue, words: Words) -> str:
    first = alike[0]
    names = [catalogue.indicators[reads.series].name for reads in alike]
    series = words.t("reads.series_one", name=names[0])
    if len(alike) > 1:
        series = words.t("reads.series_many", count=spell(len(alike), words), names=words.list(names))
    text = words.t(
        "reads.what", slots=_count_slots(first, words), range=_write_range(first, words), series=series
    )
    if len(first.slots) == 1 and len(alike) == 1:
        return text
    weight = catalogue.indicators[first.weight].name if first.weight else ""
    return f"{text}; {words.t(f'reads.over_{first.over}', name=weight)}"


def _count_slots(reads: SeriesReads, words: Words) -> str:
    """Write how many periods are read: "fire kvartaler"."""
    count = len(reads.slots)
    if reads.dated:
        return words.t("reads.day")
    key = _SLOTS.get(count_months(reads.slots[0]), "reads.periods")
    return words.n(key, count, count=spell(count, words))


def spell(count: int, words: Words) -> str:
    """Write a small number above one in letters."""
    return words.t(f"numeral.{count}") if 1 < count <= MOST_SPELT else words.number(count)


def _write_range(reads: SeriesReads, words: Words) -> str:
    """Write the periods from the first to the last, quarters of one year as "1.-4. kvartal 2016"."""
    first, last = reads.slots[0], reads.slots[-1]
    one_year = reads.start.year == reads.end.year
    quarters = {count_months(slot) == 3 and slot[0].month % 3 == 1 for slot in reads.slots} == {True}
    if one_year and quarters and len(reads.slots) > 1:
        numbers = {"first": first[0].month // 3 + 1, "last": last[0].month // 3 + 1}
        return words.t("reads.quarters_of_year", year=reads.start.year, **numbers)
    if len(reads.slots) == 1:
        return write_span(*first, words)
    return f"{write_span(*first, words)} – {write_span(*last, words)}"
