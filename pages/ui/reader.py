"""Who reads: the person who has signed in, or in a trial on one machine the role that was chosen."""

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
    """Whoever asks for the page; None for somebody who has to sign in first."""
    return find_reader_later()()


def find_reader_later() -> Callable[[], Person | None]:
    """Whoever asks for the page now, to be asked again when Streamlit no longer tells: by then they may have gone."""
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
    """What the sign-in says of whoever has signed in, however long ago; nothing of anybody else."""
    return st.user.to_dict() if getattr(st.user, "is_logged_in", False) else {}


def require_reader() -> Person:
    """The same, where the page is not drawn for anybody else."""
    found = find_reader()
    if found is None:
        st.stop()
    return found


def make_trial_reader(role: str) -> Person:
    """Somebody with every role over everything, or with the one that is tried."""
    return grant_all_roles(TRIAL, [Role(role)]) if role in set(Role) else grant_all_roles(TRIAL)


def is_in_trial() -> bool:
    """Whether nobody signs in here, because no provider is set."""
    return sign_in.read_provider(os.environ) is None
