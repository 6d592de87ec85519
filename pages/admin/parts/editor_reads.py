"""Cached reads of the plan editor: the plans somebody may change, their list, and a version of one as its file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from db import session
from db.location import find_database_url
from db.plans import plan_queries
from db.scope import EVERYTHING
from metrics.access import Action, Person
from metrics.plan.model import PlanFile
from pages.admin.parts import editor_sheet
from pages.ui.data_version import KEPT_FILES, find_version, make_key
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.people import find_permitted
from pages.ui.snapshot import Snapshot, read_snapshot
from words.site_map import PLANNING

KEPT_LISTS = 16
"""Drawn lists of plans, over all readers and what was written since; that of 2,000 plans is a MB."""


def read_planned(reader: Person, today: date) -> Snapshot:
    """Read everything the database holds now, with only the plans that the reader may draft or sign."""
    held = read_snapshot()
    reached = (find_permitted(held.catalogue, reader, action, today) for action in PLANNING)
    owners = frozenset[str]().union(*reached)
    return replace(held, whose=owners)


def find_drafted(held: Snapshot, reader: Person, today: date) -> frozenset[str]:
    """Find the institutions whose drafts the reader may change."""
    return find_permitted(held.catalogue, reader, Action.DRAFT, today)


def read_list(held: Snapshot, drafted: Collection[str], writer: Writer) -> str:
    """Read the list of the plans, of which the reader may draft those of the institutions in `drafted`."""
    link, day = writer.link("plans"), held.state.day
    key = make_key(
        find_database_url(), held.version, day, writer.words.lang, link, *sorted(held.whose or ()), ""
    )
    return _list(make_key(key, *sorted(drafted)), held=held, drafted=drafted, writer=writer)


@keep(KEPT_LISTS)
def _list(key: str, held: Snapshot, drafted: Collection[str], writer: Writer) -> str:
    return editor_sheet.draw_plans(held.newest, drafted, writer, held.proposals)


def read_plan_file(key: str, number: int) -> PlanFile:
    """Read one version of a plan as its file, with the definitions and values that belong to it."""
    url = find_database_url()
    return _plan_file(make_key(url, find_version(url), key, number), url=url, plan=key, number=number)


@keep(KEPT_FILES)
def _plan_file(key: str, url: str, plan: str, number: int) -> PlanFile:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return plan_queries.read_plan_file(db, plan, number)
