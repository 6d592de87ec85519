"""Suppositions about a plan in an address: `set=2.1-met+3.2-0.5&value=2.1.1-92`.

Each kind of supposition has one parameter, a list of numbers with what is supposed of each. Parts that cannot be used
are returned as problems and left out; the rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from metrics.errors import InvalidInput, Problem
from metrics.facts.facts import Facts
from metrics.facts.numbers import parse_number
from metrics.periods import read_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.terms import DECIMALS
from metrics.whatif.wanted_total import WantedSource, WantedTotal
from metrics.whatif.whatif import Suppositions, find_change_problems, find_misfits

CREDIT, LIKELIHOOD, VALUE, DAY, CORRELATION = PARAMETERS = (
    "set",
    "chance",
    "value",
    "reached",
    "correlation",
)
"""The parameters that hold suppositions, by what they suppose."""

ASKED, MISSED, WANTED, RANKED = QUESTIONS = ("ask", "goal", "wanted", "easiest")
"""The parameters of the questions: which one, the goal asked about, the wanted total, and the goals by effort."""


class WhatIfQuestion(StrEnum):
    """What the page answers: what comes of a choice, what a total takes, or what one goal means."""

    CHOICE = "choice"
    TOTAL = "total"
    GOAL = "goal"


_NAMED = {"met": Fraction(1), "not_met": Fraction(0)}
_SHARE = re.compile(r"\d{1,9}/[1-9]\d{0,8}", re.ASCII)
_LONGEST = 80  # characters of an invalid value that are repeated to the reader

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class WhatIfRequest:
    """What an address supposes of a plan and asks about it, and the parts of it that cannot be used."""

    changes: Suppositions
    question: WhatIfQuestion
    goal: str | None
    wanted: WantedTotal
    easiest: tuple[str, ...] | None
    wrong: tuple[Problem, ...]
    wanted_refused: str


def read_request(
    query: Mapping[str, str], plan: Plan, facts: Facts, catalogue: Catalogue, usual: WantedTotal
) -> WhatIfRequest:
    """Read everything an address asks of a plan, against the known facts; `usual` is the total it asks about itself."""
    changes, wrong = read_fitting(query, plan, facts, catalogue)
    said, asked, goal = (query.get(name, "") for name in (WANTED, ASKED, MISSED))
    total = _parse_share(said)
    fits = total is not None and 0 <= total <= plan.scoring.possible
    numbers = [goal.number for goal in plan.goals]
    easiest = query.get(RANKED)
    return WhatIfRequest(
        changes,
        WhatIfQuestion(asked) if asked in set(WhatIfQuestion) else WhatIfQuestion.CHOICE,
        goal if goal in numbers else None,
        WantedTotal(total, WantedSource.READER)
        if total is not None and fits and total != usual.points
        else usual,
        None if easiest is None else tuple(n for n in dict.fromkeys(easiest.split()) if n in numbers),
        tuple(wrong),
        "" if fits else said[:_LONGEST],
    )


def write_choices(asked: WhatIfRequest, *, totalled: bool) -> dict[str, str]:
    """Return the parameters that open the same answer again; none where nothing has been chosen.

    A plan without a total is asked no questions: there they are the suppositions alone.
    """
    said, question = write_query(asked.changes), asked.question
    plain = question is WhatIfQuestion.CHOICE and asked.wanted.source is not WantedSource.READER
    if not totalled or (plain and not said):
        return said
    # Written also where it is the usual one, since that may be another by the day the answer is opened.
    said[WANTED] = write_total(asked.wanted.points)
    if question is not WhatIfQuestion.CHOICE:
        said[ASKED] = question.value
    if question is WhatIfQuestion.GOAL and asked.goal:
        said[MISSED] = asked.goal
    if question is WhatIfQuestion.TOTAL and asked.easiest:
        said[RANKED] = " ".join(asked.easiest)
    return said


def write_total(total: Fraction) -> str:
    """Return a wanted total as its parameter has it."""
    return _write_share(total)


def read_fitting(
    query: Mapping[str, str], plan: Plan, facts: Facts, catalogue: Catalogue
) -> tuple[Suppositions, list[Problem]]:
    """Read the suppositions that apply to the known facts, and the problems with the rest."""
    given, wrong = read_suppositions(query, plan)
    changes, more = split_fitting(plan, facts, catalogue, given)
    return changes, [*wrong, *more]


def read_suppositions(query: Mapping[str, str], plan: Plan) -> tuple[Suppositions, list[Problem]]:
    """Read the suppositions about a plan, and the problems with parts that are invalid or not about the plan."""
    wrong: list[Problem] = []
    changes = Suppositions(
        dict(_parse_pairs(query, CREDIT, _parse_credit, wrong)),
        dict(_parse_pairs(query, LIKELIHOOD, _parse_likelihood, wrong)),
        dict(_parse_pairs(query, VALUE, _parse_number, wrong)),
        dict(_parse_pairs(query, DAY, read_day, wrong)),
        _parse_correlation(query.get(CORRELATION, ""), wrong),
    )
    found = list(find_misfits(plan, changes))
    return leave_out(changes, [problem.place for problem in found]), [*wrong, *found]


def split_fitting(
    plan: Plan, facts: Facts, catalogue: Catalogue, changes: Suppositions
) -> tuple[Suppositions, list[Problem]]:
    """Split the changes into those that apply to the known facts and the problems with the rest."""
    found = list(find_change_problems(plan, facts, catalogue, changes))
    return leave_out(changes, [problem.place for problem in found]), found


def leave_out(changes: Suppositions, left_out: Sequence[str]) -> Suppositions:
    """Return the changes without those of some goals and criteria, or without the correlation."""
    return Suppositions(
        _leave_out_of(changes.credits, left_out),
        _leave_out_of(changes.likelihoods, left_out),
        _leave_out_of(changes.values, left_out),
        _leave_out_of(changes.days, left_out),
        0.0 if CORRELATION in left_out else changes.rho,
    )


def write_query(changes: Suppositions) -> dict[str, str]:
    """Return the parameters that express the changes, leaving out kinds that are not used."""
    said = {
        CREDIT: _join({number: _write_credit(credit) for number, credit in changes.credits.items()}),
        LIKELIHOOD: _join({number: _write_plain(p) for number, p in changes.likelihoods.items()}),
        VALUE: _join({number: f"{value:f}" for number, value in changes.values.items()}),
        DAY: _join({number: day.isoformat() for number, day in changes.days.items()}),
        CORRELATION: _write_plain(changes.rho) if changes.rho else "",
    }
    return {name: text for name, text in said.items() if text}


def _parse_pairs(
    query: Mapping[str, str], name: str, parse: Callable[[str], Said | None], wrong: list[Problem]
) -> Iterator[tuple[str, Said]]:
    seen: set[str] = set()
    for text in query.get(name, "").split():
        number, _, said = text.partition("-")
        value = parse(said) if number else None
        if value is None:
            wrong.append(Problem("supposition_form", name, {"value": text[:_LONGEST]}))
        elif number in seen:
            wrong.append(Problem("given_twice", name, {"value": number}))
        else:
            seen.add(number)
            yield number, value


def _parse_credit(text: str) -> Fraction | None:
    return _NAMED[text] if text in _NAMED else _parse_share(text)


def _parse_share(text: str) -> Fraction | None:
    if _SHARE.fullmatch(text):
        return Fraction(text)
    number = _parse_number(text)
    return None if number is None else Fraction(number)


def _parse_number(text: str) -> Decimal | None:
    """Parse a number as addresses write it, with a decimal point, or else as anybody writes one."""
    for stored in (True, False):
        try:
            return parse_number(text, stored=stored)
        except InvalidInput:
            continue
    return None


def _parse_likelihood(text: str) -> float | None:
    number = _parse_number(text)
    return None if number is None else float(number)


def _parse_correlation(text: str, wrong: list[Problem]) -> float:
    rho = _parse_likelihood(text) if text else 0.0
    if rho is None:
        wrong.append(Problem("figure_needed", CORRELATION, {"value": text[:_LONGEST]}))
    return rho or 0.0


def _leave_out_of(said: Mapping[str, Said], left_out: Sequence[str]) -> dict[str, Said]:
    return {number: value for number, value in said.items() if number not in left_out}


def _join(said: Mapping[str, str]) -> str:
    return " ".join(f"{number}-{text}" for number, text in sorted(said.items()))


def _write_credit(credit: Fraction) -> str:
    named = next((name for name, value in _NAMED.items() if value == credit), None)
    return named or _write_share(credit)


def _write_share(share: Fraction) -> str:
    ends = 10**DECIMALS % share.denominator == 0
    return _write_plain(share.numerator / Decimal(share.denominator)) if ends else str(share)


def _write_plain(number: float | Decimal) -> str:
    """Write a number in plain digits, with as many decimals as are read back."""
    return f"{round(Decimal(repr(number)) if isinstance(number, float) else number, DECIMALS).normalize():f}"
