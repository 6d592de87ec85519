"""A report that was handed in as HTML: where it stands, what was declared line by line, and what was said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from db.reports.report_reading import ReportReading
from metrics.facts.reports.line_keys import LineKind, split_key
from metrics.foresight.forecast import Forecast
from metrics.periods import count_days_left, find_danish_day
from metrics.plan.model import Indicator
from metrics.plan.structure import derive_structure
from metrics.report.comparison import ComparedPart, ReceiptComparison
from metrics.report.course import ReportCourse, ReportState, ReportStep, StepKind
from metrics.report.lines import Section
from metrics.score.scoring import CriterionScore, Score
from pages.cycle.parts.reading_sheet import draw_reading
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.criteria import NOTHING, find_indicator
from words.forecast import write_forecast
from words.language import Words
from words.reports.declared_line import Line, name_declared, write_declared, write_texts
from words.reports.report_line import name_line
from words.reports.step_line import write_stand_in, write_step, write_taker


def find_series(report: ReportReading) -> dict[str, Indicator]:
    """Find the series of each line about a figure, whoever gives it, or about the number that is expected of one."""
    found = {line.key: line.figure.indicator for line in (*report.lines, *report.others) if line.figure}
    leaves, owner = derive_structure(report.plan).leaves, report.plan.institution
    for line in report.lines:
        if line.kind is LineKind.NUMBER and line.criteria[0] in leaves:
            series = find_indicator(leaves[line.criteria[0]], owner, report.catalogue)
            found |= {line.key: series} if series else {}
    return found


def write_state(course: ReportCourse, words: Words) -> str:
    """Write where a report stands for the department."""
    return words.t(f"receiving.state_{course.state}")


def draw_standing(report: ReportReading, words: Words) -> Markup:
    """Draw where a report stands: its deadline, when and by whom it was handed in and received, and its version."""
    facts = [(term, said) for term, said in _list_standing(report, words) if said]
    items = Markup().join(fill("<div><dt>{}</dt><dd>{}</dd></div>", *fact) for fact in facts)
    return fill('<dl class="m-facts">{}</dl>', items)


def _list_standing(report: ReportReading, words: Words) -> Iterator[tuple[str, Cell]]:
    course = report.course
    yield words.t("receiving.deadline"), write_deadline(report, words)
    approved = course.find_last(StepKind.APPROVED)
    if approved:
        yield words.t("record.report_approved"), _write_handed_in(report, approved, words)
    if received := course.find_last(StepKind.RECEIVED):
        yield words.t("record.report_received"), _write_act(received, words)
    if course.version > 1 or approved:
        yield words.t("receiving.version"), write_version(course, words)


def write_deadline(report: ReportReading, words: Words) -> str:
    """Write the day on which a report is due, and who has put it off."""
    if report.deadline is None:
        return words.t("report.no_deadline")
    day = words.date(report.deadline)
    step = report.course.exception
    if step is None or report.due is None:
        return day
    who, due = write_taker(step, words), words.date(report.due)
    return words.t("receiving.put_off", day=day, due=due, who=who, words=step.words)


def write_version(course: ReportCourse, words: Words) -> str:
    """Write which version a report is, and why it was corrected."""
    reopened = next((s for s in reversed(course.steps) if s.kind is StepKind.REOPENED), None)
    if reopened is None:
        return str(course.version)
    return words.t("receiving.corrects", version=course.version, words=reopened.words)


def _write_handed_in(report: ReportReading, approved: ReportStep, words: Words) -> str:
    """Write the act, and how late the report first came."""
    said = _write_act(approved, words)
    first = report.course.handed_in
    if report.deadline is None or first is None:
        return said
    late = -count_days_left(report.deadline, find_danish_day(first))
    when = words.n("receiving.late", late) if late > 0 else words.t("receiving.in_time")
    return words.t("receiving.act", act=said, when=when)


def _write_act(step: ReportStep, words: Words) -> str:
    said = f"{words.moment(step.at)}, {write_taker(step, words)}"
    return words.t("receiving.said", said=said, words=step.words) if step.words else said


COURSE = (
    *("receiving.course_when", "receiving.course_what"),
    *("receiving.course_who", "receiving.course_words"),
)
"""The columns of the steps taken with a report."""
DECLARED = ("receiving.column_what", "receiving.column_answer", "receiving.column_said")
"""The columns of what was declared."""
STAND_IN = (
    *("receiving.column_what", "receiving.stand_in"),
    *("receiving.stand_in_source", "receiving.course_who"),
)
"""The columns of figures that stand in for missing ones."""
Beside = Callable[[Line], Sequence[Cell]]
"""Gives what stands beside the answer of a line, in one column or more."""


def draw_declared(
    lines: Sequence[Line],
    report: ReportReading,
    words: Words,
    names: Sequence[str] = (),
    beside: Beside | None = None,
) -> Markup:
    """Draw what an institution has declared, section by section; `beside` fills the columns with `names`."""
    drawn = Markup()
    for section in Section:
        own = [line for line in lines if line["section"] == section]
        title = words.t(f"report.section_{section}")
        if own and section is Section.WORDS:
            said = "\n".join(write_declared(line, None, words) for line in own)
            drawn += fill('<h2>{}</h2><p class="m-prose">{}</p>', title, marks.draw_addresses(said))
        elif own:
            rows = [[*_answer(line, report, words), *(beside(line) if beside else ())] for line in own]
            columns = [Column(words.t(key)) for key in DECLARED]
            columns += [Column(name) for name in names]
            drawn += fill("<h2>{}</h2>{}", title, draw_table(columns, rows, title, classes="m-declared"))
    return fill("{}", drawn)


def _answer(line: Line, report: ReportReading, words: Words) -> list[Cell]:
    """Draw what a line is about, the answer and what was typed beside it."""
    series = find_series(report).get(line["key"])
    texts = Markup().join(
        fill("<p><small>{}</small> {}</p>", name, marks.draw_addresses(text))
        for name, text in write_texts(line, words)
    )
    answer = fill("<b>{}</b>", write_declared(line, series, words))
    return [name_declared(line, report.plan, words), answer, texts]


def make_followed(
    report: ReportReading,
    score: Score,
    foreseen: Mapping[str, Forecast],
    writer: Writer,
    link_to_ask: Callable[[str], str],
) -> Beside:
    """Make what stands beside a line while a report is followed: where its goal stands, what was said of the row.

    A number that the institution expects has what is `foreseen` of the same criterion beside it. `link_to_ask` gives
    the address where a row is asked about; empty where the reader does not ask.
    """
    before = {line["key"]: line for line in report.declared_before.get("lines", [])}
    return lambda line: [
        _draw_effects(line, score, writer) + _draw_forecast(line, report, foreseen, writer.words),
        _draw_corrected(line, before, report, writer.words)
        + draw_thread(report.course, line["key"], writer.words)
        + _draw_ask(link_to_ask(line["key"]), writer.words),
    ]


def _draw_ask(href: str, words: Words) -> Markup:
    return fill("<p>{}</p>", marks.draw_link(href, words.t("receiving.ask_row"))) if href else Markup()


def _draw_corrected(line: Line, before: Mapping[str, Line], report: ReportReading, words: Words) -> Markup:
    """Draw that a row says something else than the last time it was declared, and what it said then."""
    then = before.get(line["key"])
    if not before or (then is not None and not ComparedPart(dict(then), dict(line)).differs):
        return Markup()
    if then is None:
        return fill('<p class="m-said"><b>{}</b></p>', words.t("receiving.new_row"))
    _, answer, texts = _answer(then, report, words)
    said = fill("<b>{}</b> {}", words.t("receiving.corrected"), answer)
    return fill('<div class="m-said"><p>{}</p>{}</div>', said, texts)


def make_compared(report: ReportReading, found: ReceiptComparison, words: Words) -> Beside:
    """Make what stands beside a line of a receipt: the same as it is declared now, where that is another."""
    known = {part.then["key"]: part for part in found.lines}

    def draw(line: Line) -> list[Cell]:
        part = known[line["key"]]
        if not part.differs:
            return [fill('<span class="m-none">{}</span>', words.t("receipt.unchanged"))]
        if part.now is None:
            return [NOTHING]
        _, answer, texts = _answer(part.now, report, words)
        return [fill("{}{}", answer, texts)]

    return draw


def _draw_effects(line: Line, score: Score, writer: Writer) -> Markup:
    """Draw each test that a line decides: what it reads, as the institution saw it, and its status as foreseen."""
    words, wanted = writer.words, set(line["criteria"])
    found = [leaf for goal in score.goals for leaf in goal.leaves() if leaf.criterion.number in wanted]
    drawn = (_draw_effect(leaf, score, writer, words, several=len(found) > 1) for leaf in found)
    return Markup().join(drawn)


def _draw_effect(
    leaf: CriterionScore, score: Score, writer: Writer, words: Words, *, several: bool
) -> Markup:
    reading = draw_reading(leaf, score.plan, writer.catalogue, words, several=several)
    status = draw_status(leaf.status, words, over=score.is_over)
    if reading:
        status = fill("<p>{}</p><p><small>{}</small> {}</p>", reading, words.t("receiving.status"), status)
    return fill('<div class="m-effect">{}</div>', status)


def _draw_forecast(
    line: Line, report: ReportReading, foreseen: Mapping[str, Forecast], words: Words
) -> Markup:
    """Draw our own forecast beside a number that is expected."""
    if split_key(line["key"])[0] is not LineKind.NUMBER:
        return Markup()
    series, found = find_series(report).get(line["key"]), foreseen.get(line["criteria"][0])
    if found is None or not found.quantiles or series is None:
        said = words.t("receiving.no_forecast")
    else:
        said = write_forecast(found, series, words)
    return fill('<div class="m-effect"><small>{}</small></div>', said)


def draw_asked_row(row: str, name: str, report: ReportReading, words: Words) -> Markup:
    """Draw a row that waits for an answer: what it is, what the institution says, and what was said of it since."""
    line = next((one for one in report.declared.get("lines", ()) if one["key"] == row), None)
    said = Markup()
    if line:
        _, answer, texts = _answer(line, report, words)
        said = fill("<p>{}</p>{}", answer, texts)
    thread = draw_thread(report.course, row, words)
    return fill('<div class="m-answer"><h3>{}</h3>{}{}</div>', name, said, thread)


def draw_thread(course: ReportCourse, row: str, words: Words) -> Markup:
    """Draw what has been said of a row with the version at hand, in the order it was said."""
    return Markup().join(_draw_said(step, words) for step in course.list_said_of(row))


def _draw_said(step: ReportStep, words: Words) -> Markup:
    said = f"{write_verdict_word(step.word, words)}. {step.words}" if step.word else step.words
    return fill('<p class="m-said"><small>{}</small> {}</p>', write_step(step, words), said)


def write_verdict_word(word: str, words: Words) -> str:
    """Write a verdict: one of a scale's own words, or that it is met or not."""
    known = {"met": "receiving.word_met", "not_met": "receiving.word_not_met"}
    return words.t(known[word]) if word in known else word


def draw_course(steps: Iterable[ReportStep], names: Mapping[str, str], words: Words) -> Markup:
    """Draw every step taken with a report, the newest first; `names` are of the rows."""
    columns = [Column(words.t(key)) for key in COURSE]
    rows: list[list[Cell]] = []
    for step in reversed([*steps]):
        what = words.t(f"record.report_{step.kind}")
        about = ", ".join(names.get(row, row) for row in step.rows)
        day = words.t("receiving.step_until", step=what, until=words.date(step.until)) if step.until else what
        said = step.words
        if step.kind is StepKind.NOTED:
            said = f"{write_stand_in(step, None, words)}. {said}"
        rows.append(
            [words.moment(step.at), f"{day}: {about}" if about else day, write_taker(step, words), said]
        )
    title = words.t("receiving.course")
    if not rows:
        return Markup()
    return fill("<h2>{}</h2>{}", title, draw_table(columns, rows, title))


def draw_stand_ins(report: ReportReading, names: Mapping[str, str], words: Words) -> Markup:
    """Draw the figures that the department has noted in the place of missing ones; nothing where there are none."""
    series = find_series(report)
    rows: list[list[Cell]] = [
        [
            names.get(row, row),
            write_stand_in(step, series.get(row), words),
            step.words,
            f"{words.moment(step.at)}, {write_taker(step, words)}",
        ]
        for row, step in report.course.stand_ins.items()
    ]
    if not rows:
        return Markup()
    title = words.t("receiving.stand_ins")
    columns = [Column(words.t(key)) for key in STAND_IN]
    note = marks.draw_lead(words.t("receiving.stand_ins_note"))
    return fill("<h2>{}</h2>{}{}", title, note, draw_table(columns, rows, title))


def name_figures(report: ReportReading, words: Words) -> dict[str, str]:
    """Name the figures that others may stand in for, and those that already do."""
    lines = (one for one in report.lines if one.key in {*report.ground.figures, *report.course.stand_ins})
    return {line.key: name_line(line, report.plan, words) for line in lines}


def name_rows(report: ReportReading, words: Words) -> dict[str, str]:
    """Name each row that was declared, and each that waits for the department: told between reports, or its own."""
    declared = {line["key"]: line for line in report.declared.get("lines", [])}
    waiting = (*report.ground.claimed, *report.ground.assessed)
    rows = {**{row: {"key": row} for row in waiting}, **declared}
    return {row: name_declared(line, report.plan, words) for row, line in rows.items()}


def is_with_department(course: ReportCourse) -> bool:
    """Whether the version at hand has been handed in."""
    return course.state in (ReportState.APPROVED, ReportState.ASKED, ReportState.RECEIVED)
