"""A score as a spreadsheet: the goals with reasons, every value that was read with its source, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import xlsxwriter

from metrics.facts.decisions import select_told
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.after_decisions import ScoreAfterDecisions
from metrics.score.quantities import Amount, AmountInput
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.whatif.headline import find_headline
from metrics.whatif.year_totals import WHOLE
from words import criteria, decision, headline, signing, verdict
from words.cases.origin_line import write_source
from words.forecast import write_chance_met
from words.language import Words
from words.moment import write_moment
from words.points import write_settlement
from words.standing import write_status

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

GOAL_COLUMNS = (
    *("export.number", "export.title", "plan.weight", "bar.secured", "bar.open", "bar.lost"),
    *("plan.status", "export.likelihood", "export.target", "plan.result", "goal.why"),
)
VALUE_COLUMNS = (
    *("export.criterion", "export.side", "export.indicator", "export.institution", "export.period"),
    *("export.value", "export.numerator", "export.denominator", "export.exempt", "export.provisional"),
    *("export.note", "export.source", "export.recorded"),
)
DECISION_COLUMNS = ("course.decision", "course.what", "course.by", "course.reason")

POINT_COLUMNS = range(2, 6)

Value = str | Fraction | Decimal | None
Row = Sequence[Value]


def write_workbook(
    score: Score, after: ScoreAfterDecisions | None, catalogue: Catalogue, words: Words, today: date
) -> bytes:
    """Write the spreadsheet: a sheet of goals and criteria, one of the values read, and one of decisions, if any."""
    file = BytesIO()
    # Text stays text: a title that begins with "=" is not a formula, and an address not a link.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        title = _write_title(score, catalogue, words, today)
        book.set_properties({"title": title})
        _add_sheet(
            book,
            words.t("export.goals"),
            [[title], [_write_signed(score.plan, words)], *_list_goals(score, catalogue, words)],
            points=POINT_COLUMNS,
        )
        _add_sheet(book, words.t("export.values"), _list_values(score, words))
        if after and select_told(after.decisions):
            _add_sheet(book, words.t("course.decisions"), _list_decisions(score, after, words))
    return file.getvalue()


def write_file_name(plan: str, as_of: date, known: date, words: Words) -> str:
    """Write the name of a plan's spreadsheet: its day, and the day it was known by where that is another."""
    if known == as_of:
        return f"{plan}-{as_of}.xlsx"
    return words.t("export.file_name", plan=plan, as_of=as_of, known=known) + ".xlsx"


def _write_title(score: Score, catalogue: Catalogue, words: Words, today: date) -> str:
    owner = catalogue.find_owner(score.plan)
    day = write_moment(score.facts.as_of, find_danish_day(score.facts.known_at), today, words)
    mark = f" · {words.t('word.fictional')}" if owner.fictional else ""
    return f"{owner.name}, {score.plan.title}. {day}{mark}"


def _write_signed(plan: Plan, words: Words) -> str:
    """Write who signed or issued the plan; nothing for a draft."""
    return " ".join(signing.write_signing(plan, plan.signatures, words)) if plan.locked else ""


def _add_sheet(
    book: xlsxwriter.Workbook, name: str, rows: Iterable[Row], *, points: range = range(0)
) -> None:
    """Add a sheet; numbers in the columns of `points` are exact, and shown as points are written elsewhere."""
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    top = {"text_wrap": True, "valign": "top"}
    wrapped = book.add_format(top)
    shown = [book.add_format(top | {"num_format": pattern}) for pattern in ("0", "0.0", "0.00")]
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, value, bold if place == 0 else wrapped)
            elif value is not None:
                form = shown[_count_decimals(value)] if column in points else wrapped
                sheet.write_number(place, column, float(value), form)
    sheet.autofit(max_width=420)


def _count_decimals(points: Fraction | Decimal) -> int:
    """Count the decimals that points are shown with: a second one where the first would make them whole."""
    if points == int(points):
        return 0
    return 1 if round(points, 1) != round(points) else 2


def _list_goals(score: Score, catalogue: Catalogue, words: Words) -> Iterator[Row]:
    yield [words.t(key) for key in GOAL_COLUMNS]
    for goal in score.goals:
        p = goal.points
        points: list[Value] = [goal.weight, p.secured, p.open, p.lost] if goal.goal.scored else [None] * 4
        status = write_status(goal.status, words, over=score.is_over)
        yield [goal.goal.number, goal.goal.title, *points, status, _write_likelihood(goal, words)]
        for criterion in goal.criteria:
            yield from _list_criterion(criterion, score, catalogue, words)
    p = score.points
    if score.totalled:
        yield ["", words.t("export.total"), p.possible, p.secured, p.open, p.lost, score.word]
        yield from _list_expected(score, words)
    yield from ([line] for line in write_settlement(score, catalogue, words))


def _list_expected(score: Score, words: Words) -> Iterator[Row]:
    """List the expected total with its interval, or its bounds where a goal has no forecast; nothing after the year."""
    found = find_headline(score, WHOLE)
    between = headline.write_between(found, words)
    if found.expected:
        mean = headline.write_points(found.expected.mean, found, words)
        label = f"{words.t('headline.expected_short')} ({words.t('headline.interval_short')})"
        yield ["", label, *[None] * 4, f"{mean} ({between})"]
    elif between:
        yield ["", words.t("headline.expected_short"), *[None] * 4, between]


def _write_likelihood(goal: GoalScore, words: Words) -> str:
    """Write how likely an open goal is to be met in full; a dash where that is decided or not foreseen."""
    said = write_chance_met(goal.outcome, words) if goal.outcome.credit is None else None
    return said or criteria.NOTHING


def _list_criterion(found: CriterionScore, score: Score, catalogue: Catalogue, words: Words) -> Iterator[Row]:
    aim = criteria.write_target(found, score.plan, catalogue, words)
    reached = criteria.write_result(found, score.plan, catalogue, words)
    status = write_status(found.status, words, over=score.is_over)
    head = [found.criterion.number, found.criterion.title, *[None] * 4]
    yield [*head, status, None, aim, reached, verdict.write_verdict(found, words)]
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
        seen.exempt,
        words.t("word.yes") if seen.provisional else "",
        seen.note,
        write_source(seen, words),
        verdict.write_recorded(seen, words),
    ]


def _list_decisions(score: Score, after: ScoreAfterDecisions, words: Words) -> Iterator[Row]:
    yield [words.t(key) for key in DECISION_COLUMNS]
    for said in select_told(after.decisions):
        number = words.t("course.number", number=said.number, on=words.date_short(said.on))
        yield [number, decision.write_what(said, score.plan, words), said.by, said.reason]
