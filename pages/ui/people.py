"""Reads about people: their roles, whether they have signed out, and which institutions their roles reach."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection

from db import session
from db.file_state import FileStates, is_unchanged, look_at_files
from db.location import find_database_url
from db.people import rights, sign_ins
from db.scope import EVERYTHING
from db.state.newest_rows import DataVersion
from metrics import access
from metrics.access import Action, Grant, PermittedPart, Person, Resource, find_permitted_institutions
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import Histories
from metrics.plan.model import Institution
from pages.ui.data_version import (
    KEPT_PERSONS,
    KEPT_VERSIONS,
    ask_beside,
    find_once,
    find_rights_version,
    make_key,
)
from pages.ui.kept.keep import keep
from pages.ui.kept.same_object import SameObject
from service import pending_sign_outs

KEPT_REACHES = 4 * KEPT_PERSONS
"""What so many persons reach by an action is kept."""


def read_person(key: str) -> Person:
    """Read somebody who has signed in, with the roles they hold now."""
    url = find_database_url()
    return _person(make_key(url, *find_rights_version(url), key), url=url, who=key)


@keep(KEPT_PERSONS)
def _person(key: str, url: str, who: str) -> Person:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return rights.read_person(db, who)


def has_signed_out(key: str, began: datetime) -> bool:
    """Tell whether somebody has ended the sign-in that began at a moment, in whatever tab and process."""
    # Each part of a page asks, and all of one run get one answer.
    if pending_sign_outs.is_pending(key, began):
        return True
    return find_once(("signed out", key, began), lambda: _ask_for_sign_out(key, began))


def _ask_for_sign_out(key: str, began: datetime) -> bool:
    url = find_database_url()
    files = look_at_files(url)
    if is_unchanged(files, time.time_ns()):
        return _has_signed_out_by_files(url, files, key, began)

    def ask(connection: Connection) -> tuple[DataVersion, bool]:
        return sign_ins.read_version_and_sign_out(connection, key, began)

    return ask_beside(url, ask)


@lru_cache(maxsize=KEPT_PERSONS)
def _has_signed_out_by_files(url: str, _files: FileStates, key: str, began: datetime) -> bool:
    return session.ask(url, lambda connection: sign_ins.has_signed_out(connection, key, began))


def find_permitted_parts(
    catalogue: Catalogue, reader: Person, action: Action, today: date
) -> dict[str, PermittedPart]:
    """Return how much of each institution the reader may do something to; none of others."""
    among = _find_resources(catalogue, today)
    return dict(_find_parts_among(SameObject(among), reader, action, today))


def find_permitted(
    catalogue: Catalogue, reader: Person, action: Action, today: date, *, in_part: bool = False
) -> frozenset[str]:
    """Return the institutions to which the reader may do something; `in_part` also to some goals alone."""
    among = SameObject(_find_resources(catalogue, today))
    return _find_permitted_among(among, reader, action, today, in_part=in_part)


def _find_resources(catalogue: Catalogue, today: date) -> list[Resource]:
    return _find_resources_among(SameObject(catalogue.institutions), SameObject(catalogue.histories), today)


@lru_cache(maxsize=KEPT_VERSIONS)
def _find_resources_among(
    institutions: SameObject[Mapping[str, Institution]], histories: SameObject[Histories], today: date
) -> list[Resource]:
    # Each part of a page asks, and with hundreds of institutions it takes milliseconds.
    return Catalogue(institutions.it, {}, histories.it).find_resources(today)


def find_responsible(institution: str, today: date) -> list[tuple[str, Grant]]:
    """Find who holds a role for some goals of an institution on a day, in the order of their addresses."""
    url = find_database_url()
    held = _grants_of_goals(make_key(url, *find_rights_version(url)), url=url)
    return [one for one in held if one[1].institution == institution and one[1].stands(today)]


@keep(KEPT_VERSIONS)
def _grants_of_goals(key: str, url: str) -> list[tuple[str, Grant]]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return sorted((one for one in rights.read_grants(db) if one[1].goals), key=lambda one: one[0])


@lru_cache(maxsize=KEPT_REACHES)
def _find_parts_among(
    among: SameObject[list[Resource]], reader: Person, action: Action, today: date
) -> dict[str, PermittedPart]:
    return access.find_permitted_parts(reader, action, among.it, today)


@lru_cache(maxsize=KEPT_REACHES)
def _find_permitted_among(
    among: SameObject[list[Resource]], reader: Person, action: Action, today: date, *, in_part: bool
) -> frozenset[str]:
    # Each part of a page asks about several actions, of each institution there is.
    return find_permitted_institutions(reader, action, among.it, today, in_part=in_part)
