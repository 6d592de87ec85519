"""Small entries: thresholds, roles, calendars and saved what-ifs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from bench.fuzz import hostile
from bench.fuzz.suppositions import make_query
from db import area_thresholds
from db.people import calendar_keys, rights
from db.plans import scenarios
from metrics.access import Grant, Role
from metrics.facts.numbers import parse_number
from metrics.followup.thresholds import MOST
from metrics.plan.model import Plan
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from metrics.whatif.scenario import BasisPart, BasisPlace, ScenarioBasis, ScenarioDraft
from pages.outlook.parts.whatif import whatif_address

DAYS = (FIRST_DAY, date(2026, 11, 21), LAST_DAY, date.min, date.max)
NUMBERS = ("75", "0", "14", "30,5", "100", "101", "-1", "732")
PEOPLE = ("head@example.dk", "Chef@CPR.dk ", "x@y")

Entered = tuple[Any, ...]


class Entries:
    """The makers of entries and the commands that take them, by the name of the form."""

    def __init__(self, plans: Sequence[Plan], areas: Mapping[str, str]) -> None:
        """Make entries about these plans. `areas` are the ministry areas by institution."""
        self._plans, self._areas = plans, areas
        self.makers: dict[str, Callable[[Random], Entered]] = {
            "threshold": self._threshold,
            "role": self._role,
            "calendar": lambda chance: (_choose_text(chance, *PEOPLE),),
            "scenario": self._scenario,
        }
        self.commands: dict[str, Callable[..., object]] = {
            "threshold": _set_threshold,
            "role": rights.grant_role,
            "calendar": _open_and_close,
            "scenario": scenarios.save_scenario,
        }

    def _threshold(self, chance: Random) -> Entered:
        area = _choose_text(chance, *self._areas.values())
        return (
            area,
            _choose_text(chance, *MOST),
            _choose_text(chance, *NUMBERS),
            _choose_text(chance, "Aftalt i marts."),
        )

    def _role(self, chance: Random) -> Entered:
        institution = _choose_text(chance, *self._areas) if chance.random() < 0.5 else None
        area = _choose_text(chance, *self._areas.values()) if chance.random() < 0.3 else None
        role, starts, ends = chance.choice(list(Role)), chance.choice(DAYS), chance.choice((None, *DAYS))
        return _choose_text(chance, *PEOPLE), Grant(role, starts, ends, institution, area)

    def _scenario(self, chance: Random) -> Entered:
        plan = chance.choice(self._plans)
        supposed, _ = whatif_address.read_suppositions(make_query(chance, plan), plan)
        name, note = _choose_text(chance, "Hvis mål 1 nås"), chance.choice(("", hostile.choose_text(chance)))
        draft = ScenarioDraft(name, whatif_address.write_query(supposed), note)
        return plan.id, draft, ScenarioBasis(1, plan.end, {BasisPlace(BasisPart.PLAN): "x"})


def _choose_text(chance: Random, *usual: str) -> str:
    """Choose something usual or close to it; sometimes any text."""
    plain = chance.choice(usual)
    return chance.choice(
        (plain, plain, plain, hostile.change_text(chance, plain), hostile.choose_text(chance))
    )


def _set_threshold(db: Session, area: str, name: str, value: str, reason: str) -> None:
    area_thresholds.set_threshold(db, area, name, parse_number(value, "value"), reason)


def _open_and_close(db: Session, person: str) -> None:
    secret = calendar_keys.create_key(db, person)
    assert calendar_keys.find_holder(db, secret)
    calendar_keys.revoke_key(db, person)
    assert calendar_keys.find_holder(db, secret) is None
