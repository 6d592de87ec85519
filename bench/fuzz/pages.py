"""The whole dashboard without a browser: anything in the address, and anything typed into what it shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from streamlit.testing.v1 import AppTest

from bench.fuzz import hostile
from bench.fuzz.forms import type_number, type_words
from bench.fuzz.queries import choose_parameter
from bench.fuzz.runner import Broken
from bench.fuzz.world import TODAY, World
from db.location import ROOT, URL_VARIABLE
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.outlook.parts.whatif import whatif_address

PAGES = {
    "pages/status/overview.py": ("area",),
    "pages/status/plan.py": ("plan",),
    "pages/status/goal.py": ("plan", "goal"),
    "pages/outlook/risk.py": ("area", "institution", "owes"),
    "pages/outlook/whatif.py": (
        *whatif_address.PARAMETERS,
        "plan",
        "ask",
        "goal",
        "wanted",
        "easiest",
        "threshold",
        "open",
        "scenario",
        "compare",
    ),
    "pages/cycle/meeting.py": ("institution", "area", "quarter", "at", "write", "keys"),
    "pages/admin/plans.py": ("plan", "goal", "view", "add", "text"),
    "pages/admin/audit.py": ("person", "kind", "institution", "from", "to", "turn"),
}
OF_ALL = ("lang", "as_of", "known_at", "role", "x")
FILLED = 0.6
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Given:
    """A page, the query of its address, and the chance that decides the rest."""

    page: str
    query: dict[str, str]
    chance: Random


class Pages:
    """app.py on a real database."""

    def __init__(self, world: World) -> None:
        self.world = world
        os.environ[URL_VARIABLE] = world.url

    def make(self, chance: Random) -> Given:
        """Make an address that is partly right."""
        page = chance.choice(list(PAGES))
        query = {name: choose_parameter(chance, name) for name in PAGES[page] if chance.random() < 0.7}
        query |= {name: choose_parameter(chance, name) for name in OF_ALL if chance.random() < 0.15}
        if chance.random() < 0.7:
            query |= {"plan": chance.choice(PLANS), "goal": chance.choice(("1", "1.1", "2"))}
        return Given(page, {name: _clean(value) for name, value in query.items()}, chance)

    def give(self, given: object) -> None:
        """Open the page, fill in what it shows and press a button; no step may end in an error."""
        assert isinstance(given, Given)
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
        at.switch_page(given.page)
        for name, value in given.query.items():
            at.query_params[name] = value
        _demand_words(at.run())
        # The reader has every role over everything, unless the address tries out one, and then saving may be refused.
        if given.chance.random() < FILLED:
            _fill(at, given.chance)
            _demand_words(at.run())
            self.world.restore()


PLANS = ("cpr-2017", "cpr-2021", "m01", "m05", "m13", "m45", "m16", "m34")


def _clean(text: str) -> str:
    """Replace what is no valid character, as in an address."""
    return text.encode("utf-8", "replace").decode()


def _fill(at: AppTest, chance: Random) -> None:
    fields: Sequence[Any] = [*at.text_input, *at.text_area, *at.selectbox, *at.checkbox, *at.date_input]
    for field in chance.sample(fields, min(len(fields), chance.randint(1, 5))):
        match field.type:
            case "selectbox":
                field.select_index(chance.randrange(len(field.options)))
            case "checkbox":
                field.set_value(chance.random() < 0.5)
            case "date_input":
                field.set_value(chance.choice((FIRST_DAY, TODAY, LAST_DAY)))
            case "text_area":
                before = str(field.value or "")
                field.set_value(_clean(hostile.change_text(chance, before) if before else type_words(chance)))
            case _:
                field.set_value(_clean(chance.choice((type_number(chance), type_words(chance)))))
    if buttons := [button for button in at.button if not button.disabled]:
        chance.choice(buttons).click()


def _demand_words(at: AppTest) -> None:
    if at.exception:
        raise Broken("\n".join(f"{found.message} {found.stack_trace}" for found in at.exception))
    html = "\n".join(str(block.proto.body) for block in at.get("html"))
    if 'class="m-error"' in html or not html:
        raise Broken("the page could not be shown")
