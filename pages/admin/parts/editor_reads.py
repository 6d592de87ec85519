"""Reads of the plan editor: the plans somebody may change, and one version of a plan as its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db import session
from db.location import find_database_url
from db.plans import plan_queries
from db.scope import EVERYTHING
from metrics.access import Action, Person
from metrics.plan.model import PlanFile
from pages.ui.data_version import KEPT_FILES, find_version, make_key
from pages.ui.kept.keep import keep
from pages.ui.people import find_permitted
from pages.ui.snapshot import Snapshot, read_snapshot
from words.site_map import PLANNING


def read_planned(reader: Person, today: date) -> Snapshot:
    """Read everything the database holds now, with only the plans that the reader may draft or sign."""
    held = read_snapshot()
    reached = (find_permitted(held.catalogue, reader, action, today) for action in PLANNING)
    owners = frozenset[str]().union(*reached)
    return replace(held, whose=owners)


def find_drafted(held: Snapshot, reader: Person, today: date) -> frozenset[str]:
    """Find the institutions whose drafts the reader may change."""
    return find_permitted(held.catalogue, reader, Action.DRAFT, today)


def read_plan_file(key: str, number: int) -> PlanFile:
    """Read one version of a plan as its file, with the definitions and values that belong to it."""
    url = find_database_url()
    return _plan_file(make_key(url, find_version(url), key, number), _url=url, _plan=key, _number=number)


@keep(KEPT_FILES)
def _plan_file(key: str, _url: str, _plan: str, _number: int) -> PlanFile:
    with session.open_reading(_url, sees=EVERYTHING) as db:
        return plan_queries.read_plan_file(db, _plan, _number)
