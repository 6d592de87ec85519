"""Reporters: many who fill in a report each before a deadline, on two server processes and one PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from bench import data, load, readers, servers
from bench.figures import Table
from bench.load import PROCESSES, SECONDS, USERS, Crowd
from bench.readers import Click, Person, Plan, Reader
from db import models as m
from db import session
from db.example.fiction import Example, make_example
from db.example.reporting import TODAY
from db.scope import EVERYTHING
from metrics.access import Role

QUARTER = f"{TODAY.year}Q4"
PACE = 20.0
"""Seconds between two fields of a reporter, who has to look up what to type: 180 fields in an hour."""

TYPED = ("|value", "|numerator", "|denominator", "|text")
"""How the keys end of the fields that are always there; others come and go with what is typed."""


@dataclass
class Typist:
    """What all reporters typed last in each field, by the field's key."""

    typed: dict[str, str] = field(default_factory=dict)

    def fill_in(self, reader: Reader) -> Click:
        """Fill in another field of the reporter's report, which is saved as it is left."""
        controls = reader.browser.controls
        fields = [key for key in controls if key.startswith("draft|") and key.endswith(TYPED)]
        if not fields:
            (plan,) = reader.person.plans
            asked = {"plan": plan.id, "quarter": QUARTER}
            return readers.follow_link(reader, "report", "indberetning", asked, plan)
        key = reader.chance.choice(fields)
        self.typed[key] = str(reader.chance.randrange(100, 1000))
        reader.browser.write(controls[key], self.typed[key])
        return Click("save", reader.browser.request(part=controls[key].part))


def run(users: int = USERS, seconds: int = SECONDS) -> list[Table]:
    """Have each reporter save fields of a report of their own; compare what was typed with what is saved."""
    typist = Typist()
    with load.open_database() as (folder, postgres, database):
        url = postgres.url(database)
        areas = data.fill_database(url, areas=-(-users // len(_find_reported(make_example()))))
        there = _make_reporters(areas, users)
        readers.grant_roles(url, there)
        choices = {servers.OURS: typist.fill_in, servers.EMPTY: readers.press_button}
        crowd = Crowd(there, choices, readers.make_name_pattern(areas), seconds, PACE)
        found = load.load_apps(folder, load.admit_servers(postgres, database), crowd)
        found[servers.OURS][0].wrong.extend(_find_unsaved(url, typist))
        session.open_engine(url).dispose()
    load.tell_wrong(found)
    title = (
        f"{users} reporters, a field of a report of their own every {PACE:.0f} s for {seconds} s, "
        f"{PROCESSES} processes (aim: no error, p95 of a save under 400 ms)"
    )
    return [load.make_table("reporters", title, found)]


def _find_reported(area: Example) -> list[tuple[str, str, str]]:
    """Find the plans of an area that are reported on: the id of each, its institution's, and that one's name."""
    names = {one.id: one.name for plan in area.plans for one in plan.institutions}
    reported = (plan for plan in area.plans if plan.year == TODAY.year)
    return [(plan.id, plan.institution, names[plan.institution]) for plan in reported]


def _make_reporters(areas: Sequence[Example], count: int) -> list[Person]:
    """Make reporters, each of an institution of their own."""
    made: list[Person] = []
    for place, area in enumerate(areas, start=1):
        for plan, owner, name in _find_reported(area)[: count - len(made)]:
            key, own = f"reader-{len(made)}@example.dk", Plan(plan, TODAY.year, ())
            names = frozenset(text.encode() for text in (key, data.name_area(place), owner, name))
            made.append(Person(key, Role.REPORTER, owner, None, names, (own,)))
    return made


def _find_unsaved(url: str, typist: Typist) -> Iterator[str]:
    """Find every field that does not hold what was typed in it last."""
    d = m.ReportDraftRow
    query = select(m.Plan.key, d.quarter, d.line, d.field, d.text).join(m.Plan, m.Plan.id == d.plan_id)
    with session.open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as db:
        saved = {"|".join(("draft", *place)): text for *place, text in db.execute(query)}
    return (f"{key}: {text} is not saved" for key, text in typist.typed.items() if saved.get(key) != text)
