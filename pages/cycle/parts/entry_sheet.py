"""The lines of a report as the institution sees them beside its fields, as HTML."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from db.reports.report_reading import ReportReading
from metrics.facts.facts import Observation
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.schema import EventKind
from metrics.followup.own_expectation import meets_target
from metrics.periods import count_days_left
from metrics.plan.catalogue import INSTITUTION
from metrics.plan.model import Indicator
from metrics.plan.structure import derive_structure
from metrics.report.explanations import LineFacts
from metrics.report.lines import ReportLine
from metrics.score.scoring import CriterionScore
from metrics.status import Status
from pages.cycle.parts.reading_sheet import draw_reading
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from words import criteria
from words.language import Words
from words.reports.report_line import write_line_facts
from words.reports.step_line import name_person
from words.verdict import name_giver

SHOWN_BEFORE = 4
"""How many earlier figures stand beside a field."""


def draw_line_name(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw what a line asks for: a figure with its definition, a criterion with its day, a goal."""
    match line.kind:
        case LineKind.FIGURE | LineKind.SEEN:
            assert line.figure is not None
            series, period = line.figure.indicator, line.figure.period
            number = ", ".join(line.criteria[:2]) or line.goal
            other = period.text != report.period.text
            below = fill("<small>{}</small>", words.period(period.text)) if other else Markup()
            if line.figure.giver != INSTITUTION:
                by = words.t("report.given_by", by=name_giver(line.figure.giver, words))
                below += fill("<small>{}</small>", by)
            return _name(f"{number} {series.name}", below + _definition(series, words))
        case LineKind.MILESTONE | LineKind.ASSESSED:
            leaf = derive_structure(report.plan).leaves[line.criteria[0]]
            due = words.t("report.due", due=words.date(line.due)) if line.due else ""
            return _name(f"{leaf.number} {leaf.title}", fill("<small>{}</small>", due))
        case LineKind.EXPECTATION:
            return _name(f"{line.goal} {report.plan.goal(line.goal).title}", Markup())
        case LineKind.NUMBER:
            leaf = derive_structure(report.plan).leaves[line.criteria[0]]
            return _name(words.t("report.line_number", number=leaf.number, title=leaf.title), Markup())
        case LineKind.WORDS:
            return Markup()


def _name(name: str, below: Markup) -> Markup:
    return fill('<div class="m-entry-name"><b>{}</b>{}</div>', name, below)


def _definition(series: Indicator, words: Words) -> Markup:
    if not series.definition:
        return Markup()
    return fill(
        "<details><summary>{}</summary><p>{}</p></details>", words.t("report.definition"), series.definition
    )


def draw_beside(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw what a figure is seen beside: last year's, the latest, what it corrects, and the targets."""
    assert line.figure is not None
    told = Markup()
    if line.figure.told and report.course.may_fill(line.key):
        value = _write_seen(line.figure.told, line.figure.indicator, words)
        told = fill("<br>{}", words.t("report.told", value=value))
    return _draw_beside(line, report, words, told)


def _draw_beside(line: ReportLine, report: ReportReading, words: Words, told: Markup | str = "") -> Markup:
    assert line.figure is not None
    asked, series = line.figure, line.figure.indicator
    latest = [_write_seen(one, series, words) for one in asked.before[-SHOWN_BEFORE:]]
    before = " · ".join(latest) or words.t("report.no_earlier")
    year = fill('<span class="m-narrow">{}: </span>', words.t("report.column_beside"))
    if asked.year_before:
        year += fill("<b>{}</b> → ", _write_seen(asked.year_before, series, words))
    targets = words.list(
        list(
            dict.fromkeys(
                criteria.write_target(leaf, report.plan, report.catalogue, words)
                for leaf in _list_leaves(line, report)
            )
        )
    )
    aim = fill("<br>{}", words.t("report.target", target=targets)) if targets else Markup()
    return fill('<p class="m-entry-beside">{}{}{}{}</p>', year, before, told, aim)


def draw_number_beside(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw what a number that is expected is held against: the target, whether it meets that, and the last one told."""
    leaf, typed = _list_leaves(line, report)[0], report.check.find_number(line)
    several = sum(one.kind is LineKind.NUMBER and one.goal == line.goal for one in report.lines) > 1
    target = criteria.write_target(leaf, report.plan, report.catalogue, words)
    said = [words.t("report.target", target=target)] if target != criteria.NOTHING else []
    if line.foretold:
        own = (leaf.criterion, report.plan.institution, report.catalogue, words)
        value = criteria.write_told_number(line.foretold.value, *own)
        said.append(words.t("report.last_said", said=value, on=words.date(line.foretold.on)))
    number = fill("{}: ", leaf.criterion.number) if several else Markup()
    beside = fill('<p class="m-entry-beside">{}{}</p>', number, " · ".join(said))
    test = leaf.criterion.measured
    meets = meets_target(test, leaf.trace, typed) if test and leaf.trace and typed is not None else None
    if meets is None:
        return beside
    label = words.t("report.number_meets" if meets else "report.number_misses")
    return beside + draw_status(Status.ON_TRACK if meets else Status.AT_RISK, words, label=label)


def draw_seen(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw a figure that somebody else gives, as text: who gives it, and its value or when it is expected."""
    return fill(
        '<div class="m-entry-text">{}<div>{}</div></div>',
        draw_line_name(line, report, words),
        draw_seen_value(line, report, words),
    )


def draw_seen_value(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw what is known of a figure that somebody else gives, and what it is seen beside."""
    return fill(
        '<p class="m-entry-seen"><b>{}</b></p>{}',
        _write_known(line, report, words),
        _draw_beside(line, report, words),
    )


def _write_known(line: ReportLine, report: ReportReading, words: Words) -> str:
    """Write the value of a figure that somebody else gives, or when it is expected."""
    assert line.figure is not None
    asked = line.figure
    if asked.told:
        value = _write_seen(asked.told, asked.indicator, words)
        known = words.t("report.seen_known", value=value)
        return words.t("receiving.provisional", value=known) if asked.told.provisional else known
    on = asked.awaited or line.due
    if on is None:
        return words.t("report.no_earlier")
    late = count_days_left(on, report.taker.day) < 0
    return words.t("report.seen_late" if late else "report.seen_expected", on=words.date(on))


def _write_seen(seen: Observation, series: Indicator, words: Words) -> str:
    amount = seen.amount(series)
    return "–" if amount is None else words.number(amount, series.decimals)


def _list_leaves(line: ReportLine, report: ReportReading) -> list[CriterionScore]:
    every = (leaf for goal in report.score.goals for leaf in goal.leaves())
    return [leaf for leaf in every if leaf.criterion.number in line.criteria]


def draw_effects(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw at once what a figure does to the tests that read it; that it is missing, where it is."""
    found = report.check.facts.get(line.key)
    if found is None or found.value is None:
        text = words.t("report.unfilled") if line.required and not report.draft.answers(line) else ""
        return fill('<p class="m-entry-quiet">{}</p>', text) if text else Markup()
    several = len(line.criteria) > 1
    drawn = (
        draw_reading(effect.after, report.plan, report.catalogue, words, several=several)
        for effect in found.effects
    )
    return fill('<div class="m-entry-effects">{}</div>', Markup().join(drawn))


def draw_ratio(found: LineFacts | None, line: ReportLine, words: Words) -> Markup:
    """Draw what a numerator and a denominator come to."""
    value: Fraction | None = found.value if found else None
    if value is None or line.figure is None:
        return Markup()
    return fill(
        '<span class="m-entry-ratio">{}</span>', criteria.write_value(value, line.figure.indicator, words)
    )


def draw_facts(line: ReportLine, found: LineFacts, report: ReportReading, words: Words) -> Markup:
    """Draw the facts that an explanation begins from: what the numbers say, and nothing of why."""
    told = Markup("<br>").join(write_line_facts(line, found, report.plan, report.catalogue, words))
    return fill('<p class="m-entry-facts"><small>{}</small>{}</p>', words.t("report.numbers_say"), told)


def draw_last_said(line: ReportLine, words: Words) -> Markup:
    """Draw what was said of a milestone or a goal the last time."""
    if line.said is None:
        return Markup()
    said, on = name_said(line, line.said.word or line.said.kind, words), words.date(line.said.on)
    return fill('<p class="m-entry-beside">{}</p>', words.t("report.last_said", said=said, on=on))


def name_said(line: ReportLine, word: str, words: Words) -> str:
    """Name what is said of a milestone, an assessment or a goal; a word of the plan's own scale is its own name."""
    if word not in set(EventKind):
        return word
    if line.kind is LineKind.MILESTONE:
        return words.t(f"report.milestone_{word}")
    return words.t(f"report.expect_{word}")


def draw_last_saved(line: ReportLine, report: ReportReading, words: Words) -> Markup:
    """Draw who has saved a line last, where that is somebody else than the reader."""
    own = [one for one in report.draft.fields.values() if one.line == line.key]
    last = max(own, key=lambda one: one.saved_at, default=None)
    if last is None or last.person == report.taker.person.key:
        return Markup()
    said = words.t("report.last_by", by=name_person(last.person, words), at=words.moment(last.saved_at))
    return fill('<p class="m-entry-quiet">{}</p>', said)
