"""What a list of cases gives, line by line: the figures, and what is not published, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.cases.case_counting import CountedList
from metrics.cases.case_figures import CaseFigure
from metrics.facts.case_origin import CaseOrigin
from metrics.periods import Period
from words.language import Words


def write_counted(counted: CountedList, words: Words) -> Iterator[str]:
    """Write what was read and counted, and every period that gives no figure."""
    source = counted.source
    yield words.n("cases.read", source.cases, name=source.name, digest=source.digest)
    if source.ignored:
        yield words.t("cases.ignored", names=words.list(source.ignored))
    alone = {term.version: term.rule.alone for term, _ in counted.missed}
    for figure, origin in counted.figures:
        yield _write_figure(figure, origin, words, alone=alone[origin.rule])
    for term, missed in counted.missed:
        if missed.unplaced:
            yield words.n("cases.unplaced", missed.unplaced, column=term.rule.period_by)
        if missed.too_few:
            smallest = words.number(term.rule.smallest)
            yield words.t("cases.too_few", smallest=smallest, periods=_list_periods(missed.too_few, words))
        if missed.unfinished:
            yield words.t("cases.unfinished", periods=_list_periods(missed.unfinished, words))


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


def _list_periods(periods: Sequence[Period], words: Words) -> str:
    return words.list([words.period(period.text) for period in periods])
