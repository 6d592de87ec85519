"""Suppositions in an address: anything at all, read, written back and computed."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from bench.fuzz import hostile
from bench.fuzz.runner import Broken, demand_words
from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.whatif import whatif
from pages.outlook.parts.whatif import whatif_address

SAID = {
    "set": ("met", "not_met", "0.5", "2/3", "1"),
    "chance": ("0.7", "0", "1", "0,25"),
    "value": ("92", "0", "-3.5", "1000000"),
    "reached": ("2017-06-15", "2026-12-31", "1900-01-01"),
}
ANYTHING = 0.15


def make_query(chance: Random, plan: Plan) -> dict[str, str]:
    """Make parameters that suppose something of a plan, many of them validly."""
    goals = [goal.number for goal in plan.goals]
    leaves = [leaf.number for goal in plan.goals for leaf in goal.leaves()]
    found = {}
    for name in chance.sample(list(SAID), chance.randint(0, len(SAID))):
        numbers = chance.choices(goals if name in ("set", "chance") else leaves, k=chance.randint(1, 3))
        found[name] = " ".join(f"{number}-{chance.choice(SAID[name])}" for number in numbers)
    if chance.random() < 0.3:
        found["correlation"] = chance.choice(("0.3", "1", "-1", "2"))
    for name in whatif_address.PARAMETERS:
        if chance.random() < ANYTHING:
            found[name] = chance.choice(
                (hostile.choose_text(chance), hostile.change_text(chance, found.get(name, "")))
            )
    return found


def read_again(asked: Mapping[str, str], plan: Plan) -> whatif.Suppositions:
    """Read suppositions; demand that they survive being written back, and that problems are told in words."""
    changes, wrong = whatif_address.read_suppositions(asked, plan)
    if wrong:
        demand_words(tuple(wrong))
    again = whatif_address.read_suppositions(whatif_address.write_query(changes), plan)
    if again != (changes, []):
        raise Broken(f"{changes} is read again as {again}")
    return changes


def reckon(changes: whatif.Suppositions, plan: Plan, facts: Facts, catalogue: Catalogue) -> None:
    """Score the plan under those suppositions that fit the facts."""
    usable, wrong = whatif_address.split_fitting(plan, facts, catalogue, changes)
    if wrong:
        demand_words(tuple(wrong))
    stands = outlook.find_outlook(plan, facts, catalogue, USUAL)
    found = whatif.suppose(plan, facts, catalogue, stands.foresight.beliefs, usable)
    if found.official.points != stands.score.points:
        raise Broken("what is supposed moved the official score")
