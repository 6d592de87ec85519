"""The reader: the person who has signed in or, in a trial on one machine, the role that was chosen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from metrics.access import TRIAL, Person, Resource, Role, make_trial_reader
from pages.ui import people
from pages.ui.data_version import find_once
from service import sign_in
from service.claims import find_sign_in
from words import addresses
from words.language import Words


def find_reader() -> Person | None:
    """Return who asks for the page; None for somebody who has to sign in first."""
    # Each part of a page asks, and all of one run are of one reader.
    return find_once(find_reader, find_reader_later())


def find_reader_later() -> Callable[[], Person | None]:
    """Return a function that tells later who asks for the page now; None if they have signed out by then."""
    if is_in_trial():
        tried = make_trial_reader(st.query_params.get(addresses.ROLE, ""))
        return lambda: tried
    said = read_claims()
    return lambda: _known(said)


def _known(claims: Mapping[str, Any]) -> Person | None:
    found = find_sign_in(claims, datetime.now(UTC))
    if found is None or people.has_signed_out(*found):
        return None
    return people.read_person(found.key)


def read_claims() -> dict[str, Any]:
    """Return the claims of whoever has signed in, however long ago; empty for anybody else."""
    return st.user.to_dict() if getattr(st.user, "is_logged_in", False) else {}


def require_reader() -> Person:
    """Return who asks for the page; stop the page for somebody who has to sign in first."""
    found = find_reader()
    if found is None:
        st.stop()
    return found


def find_role(key: str, whose: Resource | None, day: date) -> Role | None:
    """Find the one role that somebody holds over an institution on a day; None where there is none, or several."""
    tried = key.removeprefix(f"{TRIAL}-")
    if tried in set(Role):
        return Role(tried)
    grants = people.read_person(key).grants
    roles = {grant.role for grant in grants if grant.stands(day) and grant.covers(whose)}
    return next(iter(roles)) if len(roles) == 1 else None


def write_who(key: str, whose: Resource | None, day: date, words: Words) -> str:
    """Write somebody with the role they hold over an institution; in a trial the role alone."""
    role = find_role(key, whose, day)
    if role is None:
        return key
    named = words.t(f"role.{role}")
    return named if key == f"{TRIAL}-{role}" else words.t("scenario.who", person=key, role=named)


def is_in_trial() -> bool:
    """Tell whether nobody signs in here, because no provider is configured."""
    return sign_in.read_provider(os.environ) is None
