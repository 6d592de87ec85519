"""What a list of cases gives, line by line: the figures, and what is not published, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.cases.case_counting import CountedList
from metrics.cases.case_figures import CaseFigure
from metrics.facts.case_origin import CaseOrigin
from metrics.periods import Period
from metrics.plan.cases.case_rule import CaseRule
from words.language import Words


def write_counted(counted: CountedList, words: Words) -> Iterator[str]:
    """Write what was read and counted, and every period that gives no figure."""
    source = counted.source
    yield words.n("cases.read", source.cases, name=source.name, digest=source.digest)
    if source.ignored:
        yield words.t("cases.ignored", names=words.list(source.ignored))
    if counted.unruled:
        yield words.t("cases.unruled", periods=_list_periods(counted.unruled, words))
    alone = {term.version: term.rule.alone for term, _ in counted.missed}
    for figure, origin in counted.figures:
        yield _write_figure(figure, origin, words, alone=alone[origin.rule])
        yield from _write_doubts(figure, words)
    # Two rules may say the same of a list.
    yield from dict.fromkeys(_write_missed(counted, words))


def _write_missed(counted: CountedList, words: Words) -> Iterator[str]:
    for (term, missed), left_out in zip(counted.missed, counted.left_out, strict=True):
        if left_out:
            yield words.n("cases.left_out", left_out, version=term.version)
        if missed.unknown:
            yield words.n("cases.unknown", missed.unknown, columns=words.list(_list_filtered(term.rule)))
        if missed.unplaced:
            yield words.n("cases.unplaced", missed.unplaced, column=term.rule.period_by)
        if missed.absent:
            yield words.t("cases.absent", periods=_list_periods(missed.absent, words))
        if missed.too_few:
            smallest = words.number(term.rule.smallest)
            yield words.t("cases.too_few", smallest=smallest, periods=_list_periods(missed.too_few, words))
        if missed.unfinished:
            yield words.t("cases.unfinished", periods=_list_periods(missed.unfinished, words))


def _write_doubts(figure: CaseFigure, words: Words) -> Iterator[str]:
    period = words.period(figure.period.text)
    if figure.open:
        yield words.n("cases.open", figure.open, period=period)
    if figure.gap:
        first, last = map(words.date, figure.gap)
        yield words.t("cases.gap", period=period, first=first, last=last)
    if figure.still:
        first, last = map(words.date, figure.still)
        yield words.t("cases.still", period=period, first=first, last=last)


def _write_figure(figure: CaseFigure, origin: CaseOrigin, words: Words, *, alone: bool) -> str:
    said = {
        "period": words.period(figure.period.text),
        "version": origin.rule,
        "cases": words.number(figure.cases),
    }
    top = words.number(figure.numerator)
    if alone:
        return words.t("cases.figure_alone", top=top, **said)
    exempt = words.t("cases.exempt", exempt=words.number(figure.exempt)) if figure.exempt else ""
    return words.t("cases.figure", top=top, whole=words.number(figure.denominator), exempt=exempt, **said)


def _list_filtered(rule: CaseRule) -> list[str]:
    return list(dict.fromkeys(one.column for one in rule.where if one.empty is None))


def _list_periods(periods: Sequence[Period], words: Words) -> str:
    return words.list([words.period(period.text) for period in periods])
