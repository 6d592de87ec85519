"""The package of a plan is offered to each party that the reader acts for, and that it was made is on record."""

from __future__ import annotations

import io
import json
from datetime import date
from zipfile import ZipFile

import pytest

from db import session
from db.audit import chain
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.terms import Party
from pages.cycle.parts.journal.archive_offer import make_archive
from tests.pages.conftest import Open
from tests.pages.cycle.parts.journal.filed import OWNER, PLAN, show

LONG_AGO = date(2016, 1, 1)
OWN = {"controller": "departementets", "head": "departementets", "chief": "institutionens"}


@pytest.mark.parametrize("role", ["controller", "head", "chief", "reader", "auditor"])
def test_each_party_is_offered_its_own_package_of_the_plan_that_is_chosen(open_page: Open, role: str) -> None:
    packages = [label for label in list_downloads(open_page, role, plan=PLAN) if "arkivpakke" in label]
    assert packages == ([f"Hent {OWN[role]} arkivpakke"] if role in OWN else [])
    assert not any("arkivpakke" in label for label in list_downloads(open_page, role))


def list_downloads(open_page: Open, role: str, **query: str) -> list[str]:
    return [str(one.proto.label) for one in show(open_page, role, **query).get("download_button")]


def act(role: Role) -> Person:
    return Person("x@example.dk", (Grant(role, LONG_AGO, institution=OWNER),))


def test_a_package_is_made_for_one_party_and_put_on_record(database: str) -> None:
    content = make_archive(act(Role.CHIEF), PLAN, Party.INSTITUTION)
    with ZipFile(io.BytesIO(content)) as package:
        manifest = json.loads(package.read("manifest.json"))
    assert (manifest["plan"], manifest["parties"]) == (PLAN, ["institution"])
    with session.open_reading(database, sees=EVERYTHING) as db:
        last = chain.read_entries(db)[-1]
    assert last.action == "journal.archived"
    assert last.subject.startswith(f"{PLAN}, institution, content ")


def test_nobody_makes_the_other_party_s(database: str) -> None:
    with pytest.raises(InvalidInput):
        make_archive(act(Role.CHIEF), PLAN, Party.DEPARTMENT)
    with pytest.raises(InvalidInput):
        make_archive(None, PLAN, Party.INSTITUTION)
    with session.open_reading(database, sees=EVERYTHING) as db:
        assert chain.read_entries(db)[-1].action != "journal.archived"
