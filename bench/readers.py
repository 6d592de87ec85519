"""Simulated readers: who they are, what they click on, and what they must never be shown."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlencode

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from bench import data
from bench.servers import EMPTY, OURS, App
from bench.sessions import Browser
from db import session
from db.example.fiction import Example
from db.example.reporting import TODAY
from db.people import rights
from metrics.access import ALLOWED, Action, Grant, Role

ORIGIN = "http://localhost"
PROCESS_COOKIE = "maalstreg_process"
SECRET = "for-the-measurement-alone" * 2
PROVIDER = {
    "METADATA_URL": f"{ORIGIN}:9/.well-known/openid-configuration",  # asked at a sign-in only
    "CLIENT_ID": "bench",
    "CLIENT_SECRET": "bench",
    "COOKIE_SECRET": SECRET,
    "PUBLIC_URL": ORIGIN,
}
SETTINGS = {f"MAALSTREG_OIDC_{name}": value for name, value in PROVIDER.items()}
ROLES = (Role.CHIEF, Role.READER, Role.CONTROLLER, Role.HEAD)
ONE_OF_THREE = 3  # every third reader has a whole area, the others one institution
QUARTER_ENDS = [date(year, month, day) for year in (2025, 2026) for month, day in ((3, 31), (6, 30), (9, 30))]
ANY_DAY = 0.1  # of the days chosen; the others are ends of quarters, since many readers look at the same days


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, as a reader asks for it."""

    id: str
    year: int
    goals: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A person with one role over an institution or a ministry area, and the plans they see."""

    key: str
    role: Role
    institution: str | None
    area: str | None
    own: frozenset[bytes]
    """What names their institutions, their area and themselves; other names must never be sent to them."""
    plans: tuple[Plan, ...]

    @property
    def always(self) -> frozenset[bytes]:
        """What every page shows: the key they signed in with."""
        return frozenset({self.key.encode()})

    @property
    def drafts(self) -> bool:
        """Whether the page of drafts opens for them."""
        return Action.DRAFT in ALLOWED[self.role]

    def headers(self) -> dict[str, str]:
        """Make the headers of a signed-in reader: Streamlit's sign-in cookie, signed with the server's secret."""
        now = int(time.time())
        said = {"email": self.key, "email_verified": True, "is_logged_in": True, "origin": ORIGIN}
        claims = {**said, "iat": now, "exp": now + 3600}
        cookie = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()
        # The last one is nginx's, which keeps a browser at its process.
        kept = f"{PROCESS_COOKIE}={self.key.partition('@')[0]}"
        return {"Cookie": f"{USER_COOKIE_NAME}={cookie}; {XSRF_COOKIE_NAME}={XSRF}; {kept}"}


XSRF = generate_xsrf_token_string()


def make_persons(url: str, areas: Sequence[Example], count: int) -> list[Person]:
    """Make persons spread over areas, institutions and roles, and write their grants to the database."""
    made = [_make_person(number, areas) for number in range(count)]
    grant_roles(url, made)
    return made


def grant_roles(url: str, persons: Iterable[Person]) -> None:
    """Write the roles of persons to the database."""
    with session.open_writing(url, session.MACHINE) as db:
        for one in persons:
            grant = Grant(one.role, date(2020, 1, 1), institution=one.institution, area=one.area)
            rights.grant_role(db, one.key, grant)
    session.open_engine(url).dispose()


def make_name_pattern(areas: Sequence[Example]) -> re.Pattern[bytes]:
    """Make the pattern of everything in a page that names an institution, a plan, a ministry area or a reader."""
    names = {i.name for one in areas for plan in one.plans for i in plan.institutions}
    said = [*names, *(data.name_area(place + 1) for place in range(len(areas)))]
    patterns = [r"omraade-\d+-[a-z]+(?:-\d{4})?", r"reader-\d+@example\.dk", *map(re.escape, said)]
    return re.compile("|".join(patterns).encode())


def _make_person(number: int, areas: Sequence[Example]) -> Person:
    place = number % len(areas)
    names = {i.id: i.name for plan in areas[place].plans for i in plan.institutions}
    owners = sorted(names)
    whole = number % ONE_OF_THREE == 0
    seen = owners if whole else [owners[number // len(areas) % len(owners)]]
    plans = [
        Plan(plan.id, plan.start.year, tuple(goal.number for goal in plan.goals))
        for plan in areas[place].plans
        if plan.institution in seen
    ]
    key, area = f"reader-{number}@example.dk", data.name_area(place + 1)
    return Person(
        key,
        ROLES[number // ONE_OF_THREE % len(ROLES)],
        None if whole else seen[0],
        area if whole else None,
        frozenset(text.encode() for text in (key, area, *seen, *(names[owner] for owner in seen))),
        tuple(plans),
    )


@dataclass(slots=True)
class Click:
    """A request: its kind, the message to send, and the names the answer must hold."""

    kind: str
    message: bytes
    speaks_of: frozenset[bytes] = frozenset()
    anew: bool = False
    """Whether the browser loads the whole page over a new connection."""


@dataclass
class Reader:
    """A person at a browser who clicks on one thing after another, by reproducible chance."""

    person: Person
    chance: random.Random
    browser: Browser = field(default_factory=Browser)
    plan: Plan | None = None

    def open(self, query: str = "") -> Click:
        """Open the dashboard on the page the browser was at, with a query."""
        kept = self.browser.page
        self.browser = Browser(query)
        self.browser.page = kept
        return Click("open", self.browser.request(), self.person.always, anew=True)


Choice = Callable[[Reader], Click]


def choose_click(reader: Reader) -> Click:
    """Choose what a reader of Målstreg does next."""
    kinds: Mapping[Choice, int] = {
        _open_overview: 15,
        _open_plan: 20,
        _open_goal: 20,
        _open_risk: 10,
        _open_whatif: 5,
        _slide_wanted: 10,
        _open_drafts: 5,
        _choose_day: 10,
        _choose_area: 10,
        _switch_language: 3,
    }
    (chosen,) = reader.chance.choices(list(kinds), list(kinds.values()))
    return chosen(reader)


def press_button(reader: Reader) -> Click:
    """Press the only button."""
    button = next(iter(reader.browser.controls.values()))
    return Click("button", reader.browser.request(WidgetState(id=button.id, trigger_value=True)))


CHOICES: Mapping[App, Choice] = {OURS: choose_click, EMPTY: press_button}


def _open_overview(reader: Reader) -> Click:
    return follow_link(reader, "overview", "", {})


def _open_plan(reader: Reader) -> Click:
    plan = reader.plan = _choose_plan(reader)
    return follow_link(reader, "plan", "plan", {"plan": plan.id}, plan)


def _open_goal(reader: Reader) -> Click:
    plan = reader.plan if reader.plan in _list_plans(reader) else _choose_plan(reader)
    goal = reader.chance.choice(plan.goals)
    return follow_link(reader, "goal", "maal", {"plan": plan.id, "goal": goal}, plan)


def _open_risk(reader: Reader) -> Click:
    return replace(follow_link(reader, "risk", "risiko", {}), speaks_of=reader.person.always)


def _open_whatif(reader: Reader) -> Click:
    plan = reader.plan = _choose_plan(reader)
    return follow_link(reader, "what if", "hvad-nu-hvis", {"plan": plan.id}, plan)


def _slide_wanted(reader: Reader) -> Click:
    """Move the slider of the points wanted; it redraws a fragment, which does not name the reader."""
    control = reader.browser.controls.get("wanted")
    if control is None:
        return _open_whatif(reader)
    reader.browser.slide(control, reader.chance.randrange(len(control.options)))
    return Click("slider", reader.browser.request(part=control.part))


def _open_drafts(reader: Reader) -> Click:
    return follow_link(reader, "plans", "planer", {}) if reader.person.drafts else _open_overview(reader)


def _choose_day(reader: Reader) -> Click:
    control = reader.browser.controls.get("as_of")
    if control is None:
        return _open_plan(reader)
    day = reader.chance.choice(QUARTER_ENDS)
    if reader.chance.random() < ANY_DAY:
        day = TODAY - timedelta(days=reader.chance.randrange(300))
    reader.browser.choose_day(control, day.isoformat())
    return Click("day", reader.browser.request(), reader.person.always)


def _choose_area(reader: Reader) -> Click:
    """Choose a ministry area in the filter of the overview."""
    control = reader.browser.controls.get("area")
    return _choose(reader, "area", "area") if control else _open_overview(reader)


def _switch_language(reader: Reader) -> Click:
    query = {name: values[0] for name, values in parse_qs(reader.browser.query).items()}
    query["lang"] = "da" if query.get("lang") == "en" else "en"
    return replace(reader.open(urlencode(query)), kind="language")


def _choose_plan(reader: Reader) -> Plan:
    return reader.chance.choice(_list_plans(reader))


def _list_plans(reader: Reader) -> list[Plan]:
    """List the plans that existed on the day the reader has set."""
    asked = parse_qs(reader.browser.query).get("as_of")
    year = date.fromisoformat(asked[0]).year if asked else TODAY.year
    return [plan for plan in reader.person.plans if plan.year <= year]


def follow_link(
    reader: Reader, kind: str, path: str, query: Mapping[str, str], plan: Plan | None = None
) -> Click:
    """Follow a link, which keeps the day and the language."""
    kept = parse_qs(reader.browser.query)
    carried = {name: kept[name][0] for name in ("as_of", "lang") if name in kept}
    reader.browser.follow(path, urlencode(carried | dict(query)))
    asked = {plan.id.encode()} if plan else set()
    return Click(kind, reader.browser.request(), reader.person.always | asked)


def _choose(reader: Reader, key: str, kind: str) -> Click:
    control = reader.browser.controls[key]
    reader.browser.choose(control, reader.chance.randrange(len(control.options)))
    return Click(kind, reader.browser.request(part=control.part))
