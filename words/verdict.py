"""Verdicts in words: the arithmetic behind one, the sources of its numbers, and what is missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from metrics.algebra.tree import Rule
from metrics.facts.breaks import Break
from metrics.facts.facts import Observation
from metrics.facts.schema import EventKind
from metrics.periods import count_months, find_danish_day
from metrics.plan.catalogue import Catalogue, Giver
from metrics.plan.criteria import Assessment, Compare, Criterion, Measured, Milestone, Within
from metrics.plan.model import Goal, Indicator
from metrics.plan.terms import Precision, SeriesOwner, Unit
from metrics.score.chosen_parts import Disagreement, OwedValue
from metrics.score.due_item import DueItem
from metrics.score.quantities import Amount, AmountInput
from metrics.score.scoring import CriterionScore
from metrics.score.tests import Trace
from metrics.status import Status
from words.cases.origin_line import list_remarks
from words.language import Words, count_decimals

BOTH = 2  # parts, when "all of them" reads better as "both"


def write_verdict(score: CriterionScore, words: Words) -> str:
    """Write a test as one line, like "8,70 ≤ 9,2 × 0,95 = 8,74: opfyldt"; for a group, its rule."""
    if score.trace is None:
        return write_rule(score.criterion, words)
    match score.criterion.test:
        case Compare() | Within() as test:
            said = _write_measured(test, score.trace, score.status, words)
            return said + _write_expected(score.trace, words)
        case Milestone() | Assessment():
            return _write_said(score, words)
        case None:
            raise TypeError("a group of criteria has no trace")
        case other:
            assert_never(other)


def write_rule(node: Goal | Criterion, words: Words) -> str:
    """Write how the parts of a goal or a group decide it; of a goal known in outline, that it is."""
    if isinstance(node, Goal) and node.outline:
        return words.t("why.outline")
    count = len(node.criteria)
    both = node.rule is Rule.ALL and count == BOTH
    return words.t("why.rule.both" if both else f"why.rule.{node.rule}", k=node.k or 1, count=count)


def write_sources(trace: Trace, words: Words) -> list[str]:
    """Write a line for each value that was read: series, period, value, when it was recorded, source and note."""
    sides = [side for side in (trace.actual, trace.reference, trace.target) if side]
    return [_write_source(given, words) for side in sides for given in side.inputs]


def write_missing(trace: Trace, words: Words, catalogue: Catalogue) -> list[str]:
    """Write a line for each value that is owed, with the day it is due."""
    return [_write_owed(due, due.owed, words, catalogue) for due in trace.due if due.owed]


def write_disagreements(trace: Trace, words: Words) -> list[str]:
    """Write a line for each figure for a whole whose parts say something else, and one for the figures left out."""
    found = [_write_disagreement(one, side, words) for side in trace.sides for one in side.disagreements]
    left = [words.period(o.period.text) for side in trace.sides for o in side.left_out]
    return [*found, words.t("why.left_out", periods=words.list(left))] if left else found


def _write_disagreement(one: Disagreement, side: Amount, words: Words) -> str:
    indicator = side.inputs[0].indicator
    parts = one.value
    return words.t(
        "why.disagrees",
        name=indicator.name,
        period=words.period(one.whole.period.text),
        whole=_write_seen(one.whole, indicator, words),
        parts="–" if parts is None else write_amount(parts, indicator.unit, indicator.decimals, words),
    )


def write_broken(parting: Break, words: Words, catalogue: Catalogue) -> str:
    """Write that a test uses figures from both sides of a break."""
    name = catalogue.indicators[parting.series].name
    return words.t("why.break", name=name, on=words.date(parting.on), note=parting.note)


def write_changed(parting: Break, words: Words) -> str:
    """Write from which day a series is counted in another way, and how."""
    return words.t("break.said", on=words.date(parting.on), note=parting.note)


def write_limit(
    test: Measured, aim: Amount, year: int, words: Words, series: Indicator, known: Catalogue
) -> str:
    """Write a target as a limit, "mindst 90 pct.", in brackets if provisional."""
    if isinstance(test, Within):
        key = "why.within_share" if test.relative else "why.within"
        counted = series.model_copy(update={"unit": Unit.PERCENT}) if test.relative else series
    else:
        key, counted = f"why.operator.{test.operator.name.lower()}", series
    text = words.t(key, value=write_aimed(aim, year, words, counted, known))
    return f"[{text}]" if aim.provisional_target else text


def write_aimed(aim: Amount, year: int, words: Words, series: Indicator, known: Catalogue) -> str:
    """Write a target's value; while it is unknown, what it will be: "95 pct. af resultatet for 2020"."""
    if aim.value is not None:
        return words.value(aim.value, series.unit, count_decimals(aim.value))
    if aim.reading is None:
        return words.t("why.target_unknown")
    when = aim.reading.year if aim.reading.year is not None else year + aim.reading.offset
    owner = aim.reading.institution or series.institution
    whose = "own" if owner == series.institution else "other"
    share = "whole" if aim.factor == 1 else "share"
    params = {
        "share": words.number(aim.factor * 100),
        "institution": known.institutions[owner].name,
        "year": when,
    }
    return words.t(f"why.aim_{whose}_{share}", **params)


def write_amount(value: Fraction, unit: Unit, decimals: int, words: Words) -> str:
    """Write a value with its unit and at least `decimals` decimals, more if it has them."""
    return words.value(value, unit, max(decimals, count_decimals(value)))


def _write_measured(test: Measured, trace: Trace, status: Status, words: Words) -> str:
    if trace.actual is None or trace.target is None or not trace.actual.inputs:
        return words.t("why.no_result")
    if trace.actual.value is None:
        counted = all(given.observation.numerator is not None for given in trace.actual.inputs)
        if counted and isinstance(test, Compare) and test.without_cases and status is not Status.UNKNOWN:
            return words.t(f"why.empty_ratio_{test.without_cases}")
        return words.t("why.empty_ratio" if counted else "why.not_countable")
    measured = trace.actual.value if trace.distance is None else trace.distance
    left = _write_left(test, trace, words)
    if trace.target.value is None:
        return words.t("why.no_target", actual=left)
    right = _write_arithmetic(trace.target, words, measured)
    if trace.holds is None:
        return words.t(_find_undecided_key(trace), actual=left, target=right)
    sign = test.operator.sign if trace.holds else test.operator.negated
    sentence = f"{left} {sign} {right}"
    return f"{sentence}: {_write_conclusion(status, bool(trace.holds), words)}"


def _write_expected(trace: Trace, words: Words) -> str:
    """Write what the institution itself expected, and whether it came so; nothing where it expected nothing."""
    if trace.expected is None or trace.expected.value is None:
        return ""
    key = {None: "why.expected", True: "why.expected_held", False: "why.expected_missed"}[trace.as_expected]
    return words.t(key, value=words.number(trace.expected.value, count_decimals(trace.expected.value)))


def _find_undecided_key(trace: Trace) -> str:
    """Return the key of why the values at hand give no verdict."""
    if trace.actual and trace.actual.running:
        return "why.running"
    if trace.reference and trace.reference.value is None:
        return "why.no_reference"
    if trace.reference and not trace.reference.value:
        return "why.reference_zero"
    return "why.inexact"


def _write_left(test: Measured, trace: Trace, words: Words) -> str:
    actual, reference = trace.actual, trace.reference
    assert actual is not None
    assert actual.value is not None
    limit = trace.target.value if trace.target else None
    text = _write_arithmetic(actual, words, limit)
    if actual.precision is not Precision.EXACT:
        text = words.t(f"precision.{actual.precision}", value=text)
    if isinstance(test, Compare) or trace.distance is None:
        return text
    distance = words.number(
        trace.distance, words.decimals_apart(trace.distance, limit, count_decimals(trace.distance))
    )
    if reference and reference.value:
        share = ""
        if test.relative:
            share, distance = (
                f" / {words.number(abs(reference.value))}",
                words.value(trace.distance, Unit.PERCENT),
            )
        return f"|{text} − {_write_arithmetic(reference, words)}|{share} = {distance}"
    return distance if actual.value >= 0 else f"|{text}| = {distance}"


def _write_arithmetic(side: Amount, words: Words, against: Fraction | None = None) -> str:
    """Write a value with its factor, "9,2 × 0,95 = 8,74", never so that it looks equal to `against` if it is not."""
    assert side.value is not None
    value = words.number(side.value, words.decimals_apart(side.value, against, count_decimals(side.value)))
    return value if side.base is None or side.factor == 1 else write_product(side, value, words)


def write_product(side: Amount, value: str, words: Words) -> str:
    """Write a value as its base times its factor: "7,2 × 90 pct. = 6,48"; what only changes the unit stays a number."""
    assert side.base is not None
    changes_unit = side.reading is not None and side.reading.unit is not None
    factor = words.number(side.factor) if changes_unit else words.value(side.factor * 100, Unit.PERCENT)
    return f"{words.number(side.base)} × {factor} = {value}"


def _write_conclusion(status: Status, holds: bool, words: Words) -> str:
    if status in {Status.MET, Status.PARTLY_MET, Status.NOT_MET}:
        return words.t(f"status.{status}").lower()
    return words.t("why.so_far_met" if holds else "why.so_far_not_met")


def _write_said(score: CriterionScore, words: Words) -> str:
    trace = score.trace
    assert trace is not None
    milestone = score.criterion.milestone
    said = trace.said
    if said is None:
        return _write_unsaid(trace, milestone, words)
    on = words.date(said.on)
    if said.kind is EventKind.CLAIMED:
        return words.t("why.claimed", on=on)
    if trace.waits_for:
        return words.t("why.waits_for", on=on, number=trace.waits_for)
    if said.kind is EventKind.WORD:
        return words.t("why.assessed_word", word=said.word or "", on=on)
    if milestone and said.kind is EventKind.MET:
        late = said.on > milestone.due
        return words.t("why.done_late" if late else "why.done", on=on, due=words.date(milestone.due))
    return words.t(f"why.assessed_{said.kind}", on=on)


def _write_unsaid(trace: Trace, milestone: Milestone | None, words: Words) -> str:
    if not trace.due:  # nothing is awaited of a milestone when the one it depends on was refused
        return words.t("why.cut_off", number=trace.waits_for)
    return words.t("why.unconfirmed" if milestone else "why.unassessed", due=words.date(trace.due[0].on))


def _write_source(given: AmountInput, words: Words) -> str:
    seen, indicator = given.observation, given.indicator
    text = words.t(
        "why.source",
        name=indicator.name,
        period=words.period(seen.period.text),
        value=_write_seen(seen, indicator, words),
        recorded=words.date(find_danish_day(seen.recorded_at)),
    )
    extra = [words.t("word.backfilled")] if seen.backfilled else []
    extra += (
        [words.t("why.told_early")]
        if seen.early
        else [words.t("word.provisional")]
        if seen.provisional
        else []
    )
    extra += [words.t("why.chosen")] if seen.chosen else []
    extra += [
        words.t("why.rival", source=o.source or "–", value=_write_seen(o, indicator, words))
        for o in seen.rivals
    ]
    extra += list_remarks(seen, words)
    return f"{text} ({'; '.join(extra)})" if extra else text


def write_recorded(seen: Observation, words: Words) -> str:
    """Write the day on which a value was recorded, marked if it came with a load of the past."""
    day = words.date_short(find_danish_day(seen.recorded_at))
    return f"{day} ({words.t('word.backfilled')})" if seen.backfilled else day


def _write_seen(seen: Observation, indicator: Indicator, words: Words) -> str:
    value = seen.amount(indicator)
    if value is None:
        return words.t("why.empty_ratio")
    text = write_amount(value, indicator.unit, indicator.decimals, words)
    if seen.precision is not Precision.EXACT:
        text = words.t(f"precision.{seen.precision}", value=text)
    if seen.numerator is None or seen.denominator is None:
        return text
    parts = {"numerator": words.number(seen.numerator), "denominator": words.number(seen.denominator)}
    if seen.exempt:
        return words.t("why.ratio_exempt", value=text, exempt=words.number(seen.exempt), **parts)
    return words.t("why.ratio", value=text, **parts)


def _write_owed(due: DueItem, owed: OwedValue, words: Words, catalogue: Catalogue) -> str:
    owner = catalogue.institutions[owed.institution].name
    indicator = catalogue.indicators[owed.institution, owed.indicator]
    if due.awaited:
        key = "why.awaited_final" if owed.provisional else "why.awaited"
    else:
        key = "why.owed_final" if owed.provisional else "why.owed"
    what = words.t(
        key,
        name=indicator.name,
        institution=owner,
        period=write_span(owed.start, owed.end, words),
        on=words.date(due.awaited or due.on),
    )
    if indicator.owner is SeriesOwner.INSTITUTION:
        return what
    return words.t("why.given_by", what=what, by=name_giver(Giver(due.by, due.source), words))


def name_series_owner(owner: SeriesOwner, source: str | None, words: Words) -> str:
    """Name who owns a series; a central source by its own name."""
    if owner is SeriesOwner.CENTRAL:
        return source or words.t("owner.central")
    return words.t(f"party.{owner}")


def name_giver(giver: Giver, words: Words) -> str:
    """Name who gives a figure: the central source that it is fetched from, or else the party."""
    return giver.source or words.t(f"party.{giver.party}")


def write_span(start: date, end: date, words: Words) -> str:
    """Write a span of days: as a day, a year, a quarter or a month if it is one, else by its first and last day."""
    if start == end:
        return words.date(start)
    months = count_months((start, end))
    if months == 12 and start.month == 1:
        return words.period(f"{start.year}")
    if months == 3 and start.month % 3 == 1:
        return words.period(f"{start.year}Q{start.month // 3 + 1}")
    if months == 1:
        return words.period(f"{start.year}-{start.month:02d}")
    return f"{words.date_short(start)} – {words.date_short(end)}"
