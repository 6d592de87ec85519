"""Part 2 in words: the facts that follow from the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_table import AnnualPart, AnnualRow, AnnualTable
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Within
from metrics.plan.terms import Unit
from words.annual.annual_lines import write_fulfilment
from words.criteria import find_indicator, write_value
from words.language import Words, count_decimals, end_sentence
from words.verdict import write_verdict


def write_goal_facts(row: AnnualRow, table: AnnualTable, words: Words) -> str:
    """Write how a goal came out and what it cost."""
    lost, possible = row.preliminary.points.lost, table.score.points.possible
    status = write_fulfilment(row, words)
    if not lost:
        return end_sentence(status)
    return words.t("annual.fact_lost", status=status, points=words.points(lost, possible))


def write_part_facts(row: AnnualRow, table: AnnualTable, catalogue: Catalogue, words: Words) -> list[str]:
    """Write a line for each test of a goal: its verdict, how far it was missed, and the year before."""
    return [" ".join(_write_part(part, table, catalogue, words)) for part in row.parts]


def write_text(field: AnalysisField, text: str, words: Words) -> str:
    """Write what the institution said in a field of its analysis, after what the field asks for."""
    asked = words.t(f"annual.field_{field}")
    return f"{asked} {text}" if asked.endswith("?") else f"{asked}: {text}"


def _write_part(part: AnnualPart, table: AnnualTable, catalogue: Catalogue, words: Words) -> Iterator[str]:
    leaf, facts = part.found, part.facts
    yield end_sentence(f"{leaf.criterion.number} {leaf.criterion.title}: {write_verdict(leaf, words)}")
    if facts.shortfall is not None:
        yield end_sentence(words.t("annual.fact_gap", gap=_write_gap(part, table, catalogue, words)))
    if facts.days_late:
        yield words.n("annual.fact_late", facts.days_late)
    series = find_indicator(leaf.criterion, table.plan.institution, catalogue)
    # Of a budget the year before is another budget's, and tells nothing of this one.
    if facts.before is not None and series and not leaf.criterion.within:
        yield end_sentence(words.t("annual.fact_before", value=write_value(facts.before, series, words)))


def _write_gap(part: AnnualPart, table: AnnualTable, catalogue: Catalogue, words: Words) -> str:
    gap, criterion = part.facts.shortfall, part.found.criterion
    assert gap is not None
    series = find_indicator(criterion, table.plan.institution, catalogue)
    relative = isinstance(criterion.test, Within) and criterion.test.relative
    if relative or series is None or series.unit is Unit.PERCENT:
        return words.t("annual.percentage_points", gap=words.number(gap, max(count_decimals(gap), 1)))
    return words.value(gap, series.unit, max(count_decimals(gap), series.decimals))
