"""What may come of a plan: how it would stand if."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, TypeVar

import typer

from db import queries
from metrics import life, scoring, whatif
from metrics.beliefs import Beliefs
from metrics.decided import totals
from metrics.errors import InvalidInput, Problem, refuse
from metrics.forecast import foresee
from metrics.model import Plan
from metrics.pay import Payment
from metrics.readings import Catalogue, Facts
from metrics.simulation import Prospects, words
from metrics.terms import read_number
from pages.ui import course
from pages.ui.export.outlook_document import whatif_document
from terminal import shared
from terminal.scores import print_goals, written_total
from terminal.shared import AsJson, Day, PlanKey

app = typer.Typer()

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NUMBER=met|not_met|CREDIT", help=shared.WORDS.t("cli.set")),
]
Chance = Annotated[
    list[str] | None, typer.Option("--chance", metavar="NUMBER=P", help=shared.WORDS.t("cli.chance"))
]
Value = Annotated[
    list[str] | None, typer.Option("--value", metavar="NUMBER=VALUE", help=shared.WORDS.t("cli.value"))
]
Reached = Annotated[
    list[str] | None,
    typer.Option("--reached", metavar="NUMBER=YYYY-MM-DD", help=shared.WORDS.t("cli.reached")),
]
Correlation = Annotated[float, typer.Option("--correlation", help=shared.WORDS.t("cli.correlation"))]

Given = TypeVar("Given")


@app.command("whatif", help=shared.WORDS.t("cli.whatif"))
def what_if(
    plan: PlanKey,
    *,
    goals: Set = None,
    chance: Chance = None,
    value: Value = None,
    reached: Reached = None,
    correlation: Correlation = 0.0,
    as_of: Day = None,
    known_at: Day = None,
    as_json: AsJson = False,
) -> None:
    """Show a plan as it would stand if. Nothing is kept."""
    day, moment = shared.moment(as_of, known_at)
    changes = _changes(goals or (), chance or (), value or (), reached or (), correlation)
    with shared.reading() as db:
        facts, catalogue = queries.facts(db, day, moment), queries.catalogue(db)
        there = shared.in_force(queries.versions_of(db, plan), day, moment)
        others = life.plans_in_force(queries.versions(db), day, moment)
    found = whatif.apply(there, facts, catalogue, believed(there, facts, catalogue, others), changes)
    paid = _paid(found, others, facts, catalogue)
    document = whatif_document(found, catalogue, shared.WORDS, paid, correlation)
    if as_json:
        shared.print_json(document)
    else:
        _print(found, document, paid)


def believed(plan: Plan, facts: Facts, catalogue: Catalogue, others: Sequence[Plan]) -> Beliefs:
    """What is believed of the tests that are open: what is foreseen of them."""
    own = [other for other in others if other.institution == plan.institution and other.id != plan.id]
    return foresee(plan, facts, catalogue, own).beliefs


def _paid(found: whatif.WhatIf, others: Sequence[Plan], facts: Facts, catalogue: Catalogue) -> Payment | None:
    """What the plan's rule for pay would point to, with the chief's other plans as they are."""
    rule = found.changed.plan.pay
    beside = {other.plan for other in rule.plans} if rule else set()
    scores = scoring.scores((plan for plan in others if plan.id in beside), facts, catalogue)
    return found.pay(totals(scores, catalogue))


def _changes(
    goals: Sequence[str], chance: Sequence[str], value: Sequence[str], reached: Sequence[str], rho: float
) -> whatif.Changes:
    """The options as changes. Raises InvalidInput with every one that is not understood."""
    wrong: list[Problem] = []
    changes = whatif.Changes(
        dict(_pairs(goals, "--set", _credit, wrong)),
        dict(_pairs(chance, "--chance", lambda text: float(_figure(text)), wrong)),
        dict(_pairs(value, "--value", _figure, wrong)),
        dict(_pairs(reached, "--reached", lambda text: shared.needed_day(text, "--reached"), wrong)),
        rho,
    )
    if wrong:
        raise InvalidInput(wrong)
    return changes


def _pairs(
    texts: Sequence[str], option: str, read: Callable[[str], Given], wrong: list[Problem]
) -> Iterator[tuple[str, Given]]:
    """What each text says of which number; what is not understood goes to `wrong`."""
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
                yield number, read(said)
            except InvalidInput as refused:
                wrong += [Problem(p.code, f"{option} {number}", p.params) for p in refused.problems]


def _credit(text: str) -> Fraction:
    """What a goal is set to: met, not met, or a share."""
    named = {"met": Fraction(1), "not_met": Fraction(0)}.get(text)
    return Fraction(_figure(text)) if named is None else named


def _figure(text: str) -> Decimal:
    found = read_number(text)
    if found is None:
        raise refuse("figure_needed", value=text)
    return found


def _print(found: whatif.WhatIf, document: dict[str, Any], paid: Payment | None) -> None:
    """Both totals, what may come of the changed one, and its goals."""
    say = shared.WORDS.t
    typer.echo(f"{found.changed.plan.title}. {say('whatif.not_kept')}")
    typer.echo(say("whatif.official", points=written_total(found.official)))
    typer.echo(say("whatif.changed", points=written_total(found.changed)))
    if found.contradicts:
        typer.echo(say("whatif.contradicts", numbers=", ".join(found.contradicts)))
    for line in _outlook(found.outlook, found) if found.outlook else ():
        typer.echo(line)
    if paid:
        typer.echo(say("whatif.pay", pay=course.span(paid.pay_least, paid.pay_most, shared.WORDS)))
    print_goals(found.changed, document)


def _outlook(outlook: Prospects, found: whatif.WhatIf) -> Iterator[str]:
    possible, say = outlook.possible, shared.WORDS
    if outlook.silent:
        least, most = (say.points(round(mean, 2), possible) for mean in outlook.expected_between())
        numbers = ", ".join(outlook.silent)
        yield say.t("outlook.silent", numbers=numbers, least=least, most=most)
    elif outlook.expected is not None:
        yield say.t("outlook.expected", points=say.points(round(outlook.expected, 2), possible))
    for word, p in words(outlook, found.changed):
        yield say.t("outlook.word", word=word or say.t("outlook.below"), p=say.percent(round(p, 6)))
