"""A score as a spreadsheet: the goals with reasons, every value that was read with its source, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import xlsxwriter

from metrics.plan.catalogue import Catalogue
from metrics.score.after_decisions import ScoreAfterDecisions
from metrics.score.quantities import Amount, AmountInput
from metrics.score.scoring import CriterionScore, GoalScore, Score
from words import criteria, decision, verdict
from words.language import Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

GOAL_COLUMNS = (
    *("export.number", "export.title", "plan.weight", "bar.secured", "bar.open", "bar.lost"),
    *("plan.status", "export.target", "plan.result", "goal.why"),
)
VALUE_COLUMNS = (
    *("export.criterion", "export.side", "export.indicator", "export.institution", "export.period"),
    *("export.value", "export.numerator", "export.denominator", "export.provisional", "export.note"),
    *("export.source", "export.recorded"),
)
DECISION_COLUMNS = ("course.decision", "course.what", "course.by", "course.reason")

Value = str | Fraction | Decimal | None
Row = Sequence[Value]


def write_workbook(
    score: Score, after: ScoreAfterDecisions | None, catalogue: Catalogue, words: Words
) -> bytes:
    """Write the spreadsheet: a sheet of goals and criteria, one of the values read, and one of decisions, if any."""
    file = BytesIO()
    # Text stays text: a title that begins with "=" is not a formula, and an address not a link.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        book.set_properties({"title": _write_title(score, catalogue, words)})
        _add_sheet(
            book,
            words.t("export.goals"),
            [[_write_title(score, catalogue, words)], [], *_list_goals(score, catalogue, words)],
        )
        _add_sheet(book, words.t("export.values"), _list_values(score, words))
        if after:
            _add_sheet(book, words.t("course.decisions"), _list_decisions(score, after, words))
    return file.getvalue()


def _write_title(score: Score, catalogue: Catalogue, words: Words) -> str:
    owner = catalogue.find_owner(score.plan)
    day = words.t("export.as_of", date=words.date(score.facts.as_of))
    mark = f" · {words.t('word.fictional')}" if owner.fictional else ""
    return f"{owner.name}, {score.plan.title}. {day}{mark}"


def _add_sheet(book: xlsxwriter.Workbook, name: str, rows: Iterable[Row]) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, value, bold if place == 0 else wrapped)
            elif value is not None:
                sheet.write_number(place, column, float(value), wrapped)
    sheet.autofit(max_width=420)


def _list_goals(score: Score, catalogue: Catalogue, words: Words) -> Iterator[Row]:
    yield [words.t(key) for key in GOAL_COLUMNS]
    for goal in score.goals:
        p = goal.points
        points: list[Value] = [goal.weight, p.secured, p.open, p.lost] if goal.goal.scored else [None] * 4
        yield [goal.goal.number, goal.goal.title, *points, words.t(f"status.{goal.status}")]
        for criterion in goal.criteria:
            yield from _list_criterion(criterion, score, catalogue, words)
    p = score.points
    if score.totalled:
        yield ["", words.t("export.total"), p.possible, p.secured, p.open, p.lost, score.word]


def _list_criterion(found: CriterionScore, score: Score, catalogue: Catalogue, words: Words) -> Iterator[Row]:
    aim = criteria.write_target(found, score.plan, catalogue, words)
    reached = criteria.write_result(found, score.plan, catalogue, words)
    status = words.t(f"status.{found.status}")
    head = [found.criterion.number, found.criterion.title, *[None] * 4]
    yield [*head, status, aim, reached, verdict.write_verdict(found, words)]
    for child in found.criteria:
        yield from _list_criterion(child, score, catalogue, words)


def _list_values(score: Score, words: Words) -> Iterator[Row]:
    """List every value that a criterion read, with its source and when it was recorded."""
    yield [words.t(key) for key in VALUE_COLUMNS]
    for goal in score.goals:
        yield from _list_inputs(goal, words)


def _list_inputs(goal: GoalScore, words: Words) -> Iterator[Row]:
    for leaf in goal.leaves():
        sides: dict[str, Amount | None] = {}
        if leaf.trace:
            sides = {"actual": leaf.trace.actual, "reference": leaf.trace.reference, "aim": leaf.trace.target}
        for side, amount in sides.items():
            for given in amount.inputs if amount else ():
                yield [leaf.criterion.number, words.t(f"export.side_{side}"), *_list_cells(given, words)]


def _list_cells(given: AmountInput, words: Words) -> Row:
    seen = given.observation
    return [
        given.indicator.name,
        given.institution,
        words.period(seen.period.text),
        seen.amount(given.indicator),
        seen.numerator,
        seen.denominator,
        words.t("word.yes") if seen.provisional else "",
        seen.note,
        seen.source,
        verdict.write_recorded(seen, words),
    ]


def _list_decisions(score: Score, after: ScoreAfterDecisions, words: Words) -> Iterator[Row]:
    yield [words.t(key) for key in DECISION_COLUMNS]
    for said in after.decisions:
        number = words.t("course.number", number=said.number, on=words.date_short(said.on))
        yield [number, decision.write_what(said, score.plan, words), said.by, said.reason]
