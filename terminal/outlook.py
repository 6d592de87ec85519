"""The outlook of a plan, and what-ifs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeVar

import typer

from export.outlook_document import (
    build_outlook_document,
    build_whatif_document,
    select_told_flags,
)
from metrics.errors import InvalidInput, Problem
from metrics.facts.numbers import parse_number
from metrics.followup import outlook
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag, RiskRule
from metrics.foresight.forecast import SilenceReason
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Goal
from metrics.plan.terms import Unit
from metrics.plan.units import find_value_unit
from metrics.score import scoring
from metrics.score.after_decisions import find_totals
from metrics.score.pay import Payment
from metrics.score.scoring import Score
from metrics.whatif import whatif
from metrics.whatif.headline import find_headline
from metrics.whatif.prospects import Prospects, find_prospects, find_total_words
from terminal import common
from terminal.common import AsJson, AsOf, KnownAt, PlanKey
from terminal.reads.plan_request import PlanRequest
from terminal.score_lines import write_goals, write_total
from terminal.scores import print_heading
from words import deadline, points
from words.criteria import NOTHING
from words.flag import write_named_reason
from words.forecast import write_chance_met
from words.headline import write_headline
from words.standing import write_contradictions, write_gaps, write_status

app = typer.Typer()

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NUMBER=met|not_met|CREDIT", help=common.WORDS.t("cli.set")),
]
Chance = Annotated[
    list[str] | None, typer.Option("--chance", metavar="NUMBER=P", help=common.WORDS.t("cli.chance"))
]
Value = Annotated[
    list[str] | None, typer.Option("--value", metavar="NUMBER=VALUE", help=common.WORDS.t("cli.value"))
]
Reached = Annotated[
    list[str] | None,
    typer.Option("--reached", metavar="NUMBER=YYYY-MM-DD", help=common.WORDS.t("cli.reached")),
]
Correlation = Annotated[float, typer.Option("--correlation", help=common.WORDS.t("cli.correlation"))]

Given = TypeVar("Given")


@app.command("outlook", help=common.WORDS.t("cli.outlook"))
def show_outlook(
    plan: PlanKey, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """Show how likely each goal is to be met, its flags, and the expected total."""
    asked = PlanRequest.read(plan, as_of, known_at)
    found = asked.outlook()
    ahead = find_prospects(found.score)
    if as_json:
        common.print_json(build_outlook_document(found, ahead, common.WORDS))
        return
    print_heading(found.score, asked.catalogue)
    first = find_headline(found.score, Fraction(asked.thresholds.satisfactory))
    typer.echo(write_headline(first, asked.catalogue.find_owner(asked.plan).name, common.WORDS))
    typer.echo(write_total(found.score, common.WORDS))
    if ahead:
        _print_expectation(ahead, found.score)
    for line in _list_goals(found, asked.catalogue):
        typer.echo(line)


def _list_goals(found: Outlook, catalogue: Catalogue) -> Iterator[str]:
    """List each goal with its likelihood, and below it the reasons for its flags."""
    say, as_of = common.WORDS, found.score.facts.as_of
    for goal in found.score.goals:
        likely = write_chance_met(goal.outcome, say) or NOTHING
        status = write_status(goal.status, say, over=found.score.is_over)
        yield f"{goal.goal.number:>5}  {status:<28} {likely:>13}  {goal.goal.title}"
        told = (flag for flag in select_told_flags(goal, found) if not _is_over(flag))
        gaps = write_gaps(goal, found.score, catalogue, say)
        said = (*(_write_reason(flag, goal.goal, as_of) for flag in told), *gaps)
        yield from dict.fromkeys(f"       {line}" for line in said)


def _is_over(flag: Flag) -> bool:
    """Whether a flag only says that the plan's period is over, which what is missing says better."""
    return flag.numbers.silence is not None and flag.numbers.silence.reason is SilenceReason.YEAR_OVER


def _write_reason(flag: Flag, goal: Goal, as_of: date) -> str:
    """Write the reason for a flag after the day it is about; a silence is about no day."""
    said = write_named_reason(flag, goal, common.WORDS)
    if flag.rule is RiskRule.SILENT:
        return said
    left = deadline.write_days(flag.days_left(as_of), common.WORDS)
    return f"{common.WORDS.date_short(flag.due)} ({left}): {said}"


@app.command("whatif", help=common.WORDS.t("cli.whatif"))
def show_what_if(
    plan: PlanKey,
    *,
    goals: Set = None,
    chance: Chance = None,
    value: Value = None,
    reached: Reached = None,
    correlation: Correlation = 0.0,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show a plan as it would stand under suppositions. Nothing is kept."""
    asked = PlanRequest.read(plan, as_of, known_at)
    changes = _read_changes(asked, goals or (), chance or (), value or (), reached or (), rho=correlation)
    facts, catalogue, foresight = asked.facts, asked.catalogue, asked.outlook().foresight
    found = whatif.suppose(asked.plan, facts, catalogue, foresight.beliefs, changes)
    changed = outlook.flag_score(found.changed, foresight, asked.thresholds)
    paid = _find_pay(found, asked)
    document = build_whatif_document(found, changed, catalogue, common.WORDS, paid, correlation)
    if as_json:
        common.print_json(document)
    else:
        print_heading(found.official, catalogue)
        _print_what_if(found, changed, document, paid)


def _find_pay(found: whatif.WhatIf, asked: PlanRequest) -> Payment | None:
    """Find the pay by the plan's rule, with the other plans of the rule as they are."""
    rule = found.changed.plan.pay
    beside = {other.plan for other in rule.plans} if rule else set()
    counted = (plan for plan in asked.there if plan.id in beside)
    scores = scoring.score_plans(counted, asked.facts, asked.catalogue)
    return found.pay(find_totals(scores, asked.catalogue))


def _read_changes(
    asked: PlanRequest,
    goals: Sequence[str],
    chance: Sequence[str],
    value: Sequence[str],
    reached: Sequence[str],
    *,
    rho: float,
) -> whatif.Suppositions:
    """Read the options as suppositions. Raises InvalidInput with every one that is not understood."""
    wrong: list[Problem] = []
    owner, known = asked.plan.institution, asked.catalogue.indicators
    units = {leaf.number: find_value_unit(leaf, owner, known) for leaf in asked.plan.leaves()}
    changes = whatif.Suppositions(
        dict(_read_pairs(goals, "--set", lambda _, text: _read_credit(text), wrong)),
        dict(_read_pairs(chance, "--chance", lambda _, text: float(parse_number(text)), wrong)),
        dict(_read_pairs(value, "--value", lambda number, text: _read_value(text, units.get(number)), wrong)),
        dict(_read_pairs(reached, "--reached", lambda _, text: common.read_needed_day(text, ""), wrong)),
        rho,
    )
    if wrong:
        raise InvalidInput(wrong)
    return changes


def _read_pairs(
    texts: Sequence[str], option: str, read: Callable[[str, str], Given], wrong: list[Problem]
) -> Iterator[tuple[str, Given]]:
    """Read texts of the form NUMBER=VALUE; add a problem to `wrong` for each that is not understood.

    `read` is given the number and the text of the value.
    """
    seen: set[str] = set()
    for text in texts:
        number, equals, said = (part.strip() for part in text.partition("="))
        if not (number and equals and said):
            wrong.append(Problem("set_form", option, {"value": text}))
        elif number in seen:
            wrong.append(Problem("given_twice", option, {"value": number}))
        else:
            seen.add(number)
            try:
                yield number, read(number, said)
            except InvalidInput as refused:
                wrong += [Problem(p.code, f"{option} {number}", p.params) for p in refused.problems]


def _read_value(text: str, unit: Unit | None) -> Decimal:
    """Read a value, which may have the unit of what it is a value of."""
    return parse_number(text, unit=unit)


def _read_credit(text: str) -> Fraction:
    """Read the credit of a goal: met, not met, or a share."""
    named = {"met": Fraction(1), "not_met": Fraction(0)}.get(text)
    return Fraction(parse_number(text)) if named is None else named


def _print_what_if(
    found: whatif.WhatIf, changed: Outlook, document: dict[str, Any], paid: Payment | None
) -> None:
    """Print both totals, the expectation of the changed one, and its goals."""
    say = common.WORDS.t
    typer.echo(say("whatif.not_kept"))
    typer.echo(say("whatif.official", points=write_total(found.official, common.WORDS)))
    typer.echo(say("whatif.changed", points=write_total(found.changed, common.WORDS)))
    for line in write_contradictions(found, common.WORDS):
        typer.echo(line)
    if found.outlook:
        _print_expectation(found.outlook, changed.score)
    rule = found.changed.plan.pay
    if paid and rule:
        key = "whatif.pay" if rule.amount is None else "whatif.pay_amount"
        typer.echo(say(key, pay=points.write_pay_span(rule, paid, common.WORDS)))
    typer.echo("\n".join(write_goals(changed.score, document, common.WORDS)))


def _print_expectation(ahead: Prospects, score: Score) -> None:
    """Print the expected total, or its range while a goal is silent, and how likely each word for it is."""
    possible, say = ahead.possible, common.WORDS
    if ahead.silent and score.is_over:
        typer.echo(say.t("outlook.unsettled", numbers=say.list(ahead.silent)))
    elif ahead.silent:
        least, most = (say.points(mean, possible) for mean in ahead.expected_between())
        numbers = ", ".join(ahead.silent)
        typer.echo(say.t("outlook.silent", numbers=numbers, least=least, most=most))
    elif ahead.expected is not None:
        typer.echo(say.t("outlook.expected", points=say.points(ahead.expected, possible)))
    named = find_total_words(ahead, score)
    for (word, _), text in zip(named, say.likelihoods([p for _, p in named]), strict=True):
        typer.echo(say.t("outlook.word", word=word or say.t("outlook.below"), p=text))
