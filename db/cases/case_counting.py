"""A list of cases counted by the rules of a series, each for the periods that end while it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.cases.case_source import CaseSource
from db.cases.engines import EngineName, open_cases
from metrics.cases.case_checks import READ, count_checked, find_case_problems, find_repeated
from metrics.cases.case_figures import CaseFigure, CaseFigures, fold_days, select_term
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.case_origin import CaseOrigin
from metrics.periods import Period
from metrics.plan.cases.case_rule import CaseRule, ColumnKind
from metrics.plan.cases.rule_versions import RuleTerm
from metrics.plan.model import Indicator
from metrics.plan.terms import FIRST_DAY


@dataclass(frozen=True, slots=True)
class CountedList:
    """What a list of cases gives for a series: each figure with where it comes from, and what gives none."""

    source: CaseSource
    figures: list[tuple[CaseFigure, CaseOrigin]] = field(default_factory=list)
    missed: list[tuple[RuleTerm, CaseFigures]] = field(default_factory=list)
    """For each rule, the periods that give no figure."""
    left_out: list[int] = field(default_factory=list)
    """For each rule, how many cases its filters leave out."""
    unruled: list[Period] = field(default_factory=list)
    """The periods of which no rule says how they are counted."""


def find_all_columns(terms: Sequence[RuleTerm]) -> dict[str, ColumnKind]:
    """Find what the columns that the rules read have to hold. Raises InvalidInput (`case_rules_disagree`)."""
    found: dict[str, ColumnKind] = {}
    for term in terms:
        for name, kind in term.rule.find_columns().items():
            held = found.get(name, ColumnKind.ANY)
            if ColumnKind.ANY not in (held, kind) and held is not kind:
                raise refuse("case_rules_disagree", name, column=name)
            found[name] = kind if held is ColumnKind.ANY else held
    return found


def count_source(
    source: CaseSource,
    terms: Sequence[RuleTerm],
    indicator: Indicator,
    engine: EngineName,
    today: date,
    since: date = FIRST_DAY,
) -> CountedList:
    """Count the cases of a list, for the periods that end on a day or later.

    Raises InvalidInput with everything that is wrong with them.
    """
    found = CountedList(source)
    problems: list[Problem] = []
    with _explain_failures(source.name, engine), open_cases(source.files, engine) as cases:
        for term in terms:
            days: Sequence[Mapping[str, Any]] = (
                count_checked(cases, term.rule, today).collect().rows(named=True)
            )
            wrong = [*find_case_problems(days, term.rule, today), *find_repeated(cases, term.rule)]
            problems += [one for one in wrong if one not in problems]
            if not wrong:
                _add_term(found, terms, term, fold_days(days, term.rule, indicator, today), since)
                found.left_out.append(source.cases - sum(int(day[READ]) for day in days))
    if problems:
        raise InvalidInput(problems)
    found.unruled.sort(key=lambda period: period.start)
    return found


def make_cells(figure: CaseFigure, rule: CaseRule) -> dict[str, str]:
    """Write a figure as the cells of a results file."""
    if rule.alone:
        return {"value": _write(figure.numerator)}
    cells = {"numerator": _write(figure.numerator), "denominator": _write(figure.denominator)}
    return cells if figure.exempt is None else cells | {"exempt": _write(figure.exempt)}


def _add_term(
    found: CountedList, terms: Sequence[RuleTerm], term: RuleTerm, figures: CaseFigures, since: date
) -> None:
    own = select_term(figures, (term.start, term.end))
    found.missed.append((term, own))
    every = [*(one.period for one in figures.figures), *figures.too_few, *figures.unfinished]
    asked = (one for one in every if one.end >= since and one not in found.unruled)
    found.unruled.extend(one for one in asked if not _is_ruled(one, terms))
    for figure in own.figures:
        found.figures.append((figure, CaseOrigin(term.version, figure.cases, found.source.digest)))


def _is_ruled(period: Period, terms: Sequence[RuleTerm]) -> bool:
    return any(term.start <= period.end <= term.end for term in terms)


def _write(number: Any) -> str:
    return f"{number.normalize() + 0:f}"


@contextmanager
def _explain_failures(name: str, engine: EngineName) -> Iterator[None]:
    """Turn what an engine says of a file that it cannot read into a problem."""
    try:
        yield
    except (InvalidInput, ImportError):
        raise
    except (
        Exception
    ) as wrong:  # each engine has its own errors, and a list that lies about itself breaks any of them
        reason = str(wrong).strip().split("\n", 1)[0][:200]
        raise refuse("case_file_unreadable", name, reason=f"{engine}: {reason}") from wrong
