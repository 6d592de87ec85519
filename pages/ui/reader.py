"""The reader: the person who has signed in or, in a trial on one machine, the role that was chosen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from metrics.access import Person, Role, grant_all_roles
from pages.ui import people
from service import sign_in

TRIAL = "trial"
ROLE = "role"


def find_reader() -> Person | None:
    """Return who asks for the page; None for somebody who has to sign in first."""
    return find_reader_later()()


def find_reader_later() -> Callable[[], Person | None]:
    """Return a function that tells later who asks for the page now; None if they have signed out by then."""
    if is_in_trial():
        tried = make_trial_reader(st.query_params.get(ROLE, ""))
        return lambda: tried
    said = read_claims()
    return lambda: _known(said)


def _known(claims: Mapping[str, Any]) -> Person | None:
    key, began = sign_in.find_person_key(claims, datetime.now(UTC)), sign_in.find_beginning(claims)
    if key is None or began is None or people.has_signed_out(key, began):
        return None
    return people.read_person(key)


def read_claims() -> dict[str, Any]:
    """Return the claims of whoever has signed in, however long ago; empty for anybody else."""
    return st.user.to_dict() if getattr(st.user, "is_logged_in", False) else {}


def require_reader() -> Person:
    """Return who asks for the page; stop the page for somebody who has to sign in first."""
    found = find_reader()
    if found is None:
        st.stop()
    return found


def make_trial_reader(role: str) -> Person:
    """Return a person with the given role over everything, or with every role where it is none."""
    return grant_all_roles(TRIAL, [Role(role)]) if role in set(Role) else grant_all_roles(TRIAL)


def is_in_trial() -> bool:
    """Tell whether nobody signs in here, because no provider is configured."""
    return sign_in.read_provider(os.environ) is None
