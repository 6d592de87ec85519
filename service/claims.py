"""What a provider says of somebody: who they are, since when, and whether that counts as a sign-in here.

Providers differ in what they call a person by, in whether they vouch for an address and in how they tell that two
factors were used: settings say so, and what is not said as they ask for counts for nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from metrics.errors import InvalidInput, Problem
from metrics.plan.terms import is_intact

PREFIX = "MAALSTREG_OIDC_"
PERSON_VARIABLE = f"{PREFIX}PERSON_CLAIM"
UNVERIFIED_VARIABLE = f"{PREFIX}VERIFIED_WHEN_ABSENT"
ACR_VARIABLE = f"{PREFIX}REQUIRED_ACR"
AMR_VARIABLE = f"{PREFIX}REQUIRED_AMR"
NAMING = ("email", "preferred_username", "upn")
"""The claims that can name the person, the usual one first."""
LONGEST_SIGN_IN = timedelta(hours=12)
LONGEST_ADDRESS = 200  # characters; no role can be granted to a longer one
CLOCKS_APART = timedelta(minutes=5)
LAST_STAMP = 2**33  # seconds; in the year 2242


@dataclass(frozen=True, slots=True)
class Terms:
    """What a provider has to say for a sign-in to count."""

    naming: str = NAMING[0]
    silence_verifies: bool = False
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()


class CountingSignIn(NamedTuple):
    """A sign-in that counts: whose it is, and when it began, which tells it from their others."""

    key: str
    began: datetime


def read_terms(environment: Mapping[str, str]) -> Terms:
    """Read the terms from the environment. Raises InvalidInput for a claim that names nobody."""
    names = (PERSON_VARIABLE, UNVERIFIED_VARIABLE, ACR_VARIABLE, AMR_VARIABLE)
    return _make_terms(*(environment.get(name, "").strip() for name in names))


@lru_cache(maxsize=8)
def _make_terms(naming: str, silence: str, acr: str, amr: str) -> Terms:
    if naming and naming not in NAMING:
        allowed: dict[str, object] = {"value": naming, "allowed": ", ".join(NAMING)}
        raise InvalidInput([Problem("not_allowed", PERSON_VARIABLE, allowed)])
    return Terms(naming or NAMING[0], silence == "1", tuple(acr.split()), tuple(amr.split()))


def find_person_key(claims: Mapping[str, Any], now: datetime) -> str | None:
    """Return the address in the claims that names the person; None if there is none or the sign-in does not count."""
    terms = read_terms(os.environ)
    said = claims.get(terms.naming)
    address = normalise_address(said) if isinstance(said, str) and is_intact(said) else ""
    if not 0 < len(address) <= LONGEST_ADDRESS or not _is_verified(claims, terms):
        return None
    ends = find_end(claims, now)
    return address if ends is not None and now < ends and is_strong(claims) else None


def find_sign_in(claims: Mapping[str, Any], now: datetime) -> CountingSignIn | None:
    """Return the sign-in the claims tell of; None if it does not count."""
    key, began = find_person_key(claims, now), _find_beginning(claims)
    return None if key is None or began is None else CountingSignIn(key, began)


def normalise_address(said: str) -> str:
    """Return an address as it is compared; empty for one that is not ASCII."""
    # Other signs, such as the Kelvin sign, would become letters of somebody else's address by their case or by NFKC.
    return said.strip().lower() if said.isascii() else ""


def is_strong(claims: Mapping[str, Any]) -> bool:
    """Return whether somebody signed in as strongly as the settings demand, such as by two factors."""
    terms = read_terms(os.environ)
    ways = claims.get("amr")
    used = ways if isinstance(ways, list) else []
    by_level = not terms.acr or claims.get("acr") in terms.acr
    return by_level and (not terms.amr or any(way in terms.amr for way in used))


def _is_verified(claims: Mapping[str, Any], terms: Terms) -> bool:
    """Return whether the provider vouches for the address, or does not say, which a setting lets count."""
    said = claims.get("email_verified")
    return said is True or (said is None and terms.silence_verifies)


def find_end(claims: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return when a sign-in ends or has ended; None for one whose times are none that hold."""
    issued, ends = (_read_moment(claims.get(name)) for name in ("iat", "exp"))
    if issued is None:
        # Without its beginning a sign-in is as old as it may be: what it has left is all that counts.
        return ends if ends is not None and ends <= now + LONGEST_SIGN_IN else None
    if issued > now + CLOCKS_APART:
        return None
    return min([issued + LONGEST_SIGN_IN, *([ends] if ends else [])])


def _find_beginning(claims: Mapping[str, Any]) -> datetime | None:
    """Return when a sign-in began, which identifies it among the person's; None if the provider does not say."""
    return _read_moment(claims.get("iat")) or _read_moment(claims.get("exp"))


def _read_moment(stamp: object) -> datetime | None:
    """Read a timestamp of the claims; None for one out of range."""
    if isinstance(stamp, bool) or not isinstance(stamp, int | float) or not 0 <= stamp < LAST_STAMP:
        return None
    return datetime.fromtimestamp(stamp, UTC)
