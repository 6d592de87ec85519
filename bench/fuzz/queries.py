"""Addresses, cookies and headers: every function that reads them is given anything at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from bench.fuzz import hostile, server, suppositions
from bench.fuzz.runner import Broken
from bench.fuzz.world import NOW, TODAY, World
from db import queries, session
from db.location import URL_VARIABLE
from db.plans import definitions, plan_queries
from db.scope import EVERYTHING
from metrics import access
from metrics.access import grant_all_roles
from metrics.periods import Period, find_day_end, read_day
from pages.ui import address, day_choice, moments, widgets
from service.claims import find_person_key
from words import addresses
from words.language import Words

NAMES = ("lang", "as_of", "known_at", "plan", "goal", "view", "add", "text", "area", "role", "x", "")
PATHS = ("/", "/plan", "/assets/ui.js", "/auth/login", "/oauth2callback", "/api/calendar/a.ics")
HEADERS = ("maalstreg_asked=%2Fplan%3Fplan; _xsrf=2", "http://localhost/plan?plan=cpr-2017#x")
READ = 0.02  # the share of inputs that are also read with the database
USUAL = {
    "lang": ("da", "en"),
    "as_of": ("2017-06-30", "2021-12-31"),
    "known_at": ("2018-01-31",),
    "plan": ("cpr-2017", "m05"),
    "goal": ("1", "2"),
    "role": ("auditor", "reporter"),
    "view": ("head", "life", "preview"),
    "set": ("1-met", "2-0.5 1-not_met"),
    "chance": ("1-0.7",),
    "value": ("1.1-92", "1.1.1-92"),
    "reached": ("1.1-2017-06-15",),
    "correlation": ("0.3", "1"),
    "ask": ("total", "goal"),
    "wanted": ("80", "205/4"),
    "easiest": ("2 1",),
    "threshold": ("50",),
    "from": ("2017-06-30",),
    "to": ("2026-11-21",),
}


@dataclass(frozen=True, slots=True)
class Given:
    """The parts of a request, and the chance that decides the rest."""

    query: dict[str, str]
    text: str
    header: str
    path: str
    raw: bytes
    claims: dict[str, Any]
    chance: Random
    reads: bool


class Queries:
    """Everything that is read of a request."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._server = server.Server(world)
        with session.open_reading(world.url, sees=EVERYTHING) as db:
            self._plans, self._catalogue = plan_queries.read_plans(db), definitions.read_catalogue(db)
            self._facts = queries.read_facts(db, TODAY, NOW)

    def make(self, chance: Random) -> Given:
        """Make some parameters, most of them wrong."""
        query = {
            name: choose_parameter(chance, name) for name in chance.choices(NAMES, k=chance.randint(0, 6))
        }
        raw = hostile.change_bytes(chance, urlencode(query, errors="replace").encode())[:8000]
        header = chance.choice(
            (hostile.choose_text(chance), hostile.change_text(chance, chance.choice(HEADERS)))
        )
        path = chance.choice(PATHS)
        path = path if chance.random() < 0.5 else hostile.change_text(chance, path)
        path = path.encode("utf-8", "replace").decode()  # as a server reads it: invalid UTF-8 is replaced
        day, claims, reads = (
            choose_parameter(chance, "as_of"),
            server.make_claims(chance),
            chance.random() < READ,
        )
        return Given(query, day, header, path, raw, claims, chance, reads)

    def give(self, given: object) -> None:
        """Read the request in every way the product does."""
        assert isinstance(given, Given)
        self._of_the_page(given)
        self._server.ask(given.path, given.raw, given.header)
        find_person_key(given.claims, datetime.now(UTC))
        plan = given.chance.choice(self._plans)
        supposed = suppositions.read_again(suppositions.make_query(given.chance, plan), plan)
        day, trimmed = read_day(given.text), given.text.strip()
        if day and day.isoformat() != given.text:
            raise Broken(f"{given.text!r} is read as {day}")
        if given.reads:
            suppositions.reckon(supposed, plan, self._facts, self._catalogue)
            self._of_the_database(given, day or TODAY)
        Words("da").period(Period.parse(trimmed).text)

    def _of_the_database(self, given: Given, day: date) -> None:
        with mock.patch.dict(os.environ, {URL_VARIABLE: self.world.url}):
            moments.read_moment(day, find_day_end(TODAY), grant_all_roles("x"), TODAY)
            self._server.ask_for_calendar(given.header)
            self._server.sign_in(given.claims, given.chance)

    def _of_the_page(self, given: Given) -> None:
        with mock.patch.object(st, "query_params", given.query), mock.patch.object(st, "session_state", {}):
            words = address.read_language()
            access.make_trial_reader(given.query.get("role", ""))
            chosen = day_choice.read_day_choice(TODAY, words)
            for day in (chosen.as_of, chosen.known):
                if not day_choice.FIRST_DAY <= day <= TODAY:
                    raise Broken(f"{given.query} is read as {day}")
                find_day_end(day)
                words.date(day)
            widgets.find_unknown("area", ["", "A"])
            self._round_trip(given.query, words.lang)

    @staticmethod
    def _round_trip(query: dict[str, str], lang: str) -> None:
        """Demand that a link made of the query stays on this server and asks for the same."""
        kept = {name: value for name, value in query.items() if name != "lang"}
        try:
            made = addresses.make_path("plan", kept, lang)
        except UnicodeEncodeError:
            if any("\ud800" <= c <= "\udfff" for text in (*kept, *kept.values()) for c in text):
                return  # no browser can send these, so no page is ever asked for them
            raise
        parts = urlsplit(made)
        if parts.netloc or parts.scheme or parts.path != "/plan":
            raise Broken(f"{made} leads away")
        if {n: v for n, v in parse_qsl(parts.query, keep_blank_values=True) if n != "lang"} != kept:
            raise Broken(f"{made} asks for something else than {kept}")


def choose_parameter(chance: Random, name: str) -> str:
    """Choose a value of a parameter: a usual one, one like it, or anything."""
    usual = chance.choice(USUAL.get(name, ("1",)))
    match chance.randrange(4):
        case 0:
            return usual
        case 1:
            return hostile.change_text(chance, usual)
        case _:
            return hostile.choose_text(chance)
