"""Who somebody is by what a provider says, and whether that counts as a sign-in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from metrics.errors import InvalidInput
from service.claims import LONGEST_SIGN_IN, Terms, find_person_key, is_strong, read_terms

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLAIMS = {
    "email": " Chief@CPR.dk",
    "email_verified": True,
    "iat": NOW.timestamp() - 60,
    "exp": NOW.timestamp() + 60,
}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "chief@cpr.dk"),
        ({"email": " CHIEF@CPR.DK "}, "chief@cpr.dk"),
        ({"exp": NOW.timestamp()}, None),
        ({"exp": NOW.timestamp() + 1}, "chief@cpr.dk"),
        ({"iat": (NOW - LONGEST_SIGN_IN).timestamp(), "exp": NOW.timestamp() + 10**6}, None),
        ({"exp": None}, "chief@cpr.dk"),
        ({"exp": None, "iat": None}, None),
        ({"exp": "tomorrow", "iat": "today"}, None),
        ({"email": None}, None),
        ({"email": ""}, None),
        ({"email": ["chief@cpr.dk"]}, None),
        ({"email": "chief\ud800@cpr.dk"}, None),
        ({"email": "chief\0@cpr.dk"}, None),
        ({"email": "c" * 193 + "@cpr.dk"}, "c" * 193 + "@cpr.dk"),
        ({"email": "c" * 194 + "@cpr.dk"}, None),
        ({"email_verified": False}, None),
        ({"email_verified": True}, "chief@cpr.dk"),
        ({"email_verified": None}, None),
        ({"email_verified": "false"}, None),
        ({"email_verified": "true"}, None),
        ({"email_verified": 0}, None),
        ({"email_verified": 1}, None),
        ({"email": "chief@cpr.d\u212a"}, None),
        ({"email": "chief@\u212bcpr.dk"}, None),
        ({"email": "chief\u200b@cpr.dk"}, None),
        ({"email": "chief\uff20cpr.dk"}, None),
        ({"email": "ch\u00efef@cpr.dk"}, None),
        ({"iat": None, "exp": (NOW + LONGEST_SIGN_IN).timestamp()}, "chief@cpr.dk"),
        ({"iat": None, "exp": (NOW + LONGEST_SIGN_IN).timestamp() + 1}, None),
        ({"iat": "today", "exp": 8_000_000_000}, None),
        ({"iat": NOW.timestamp() + 10 * 365 * 86400, "exp": 8_000_000_000}, None),
        ({"iat": NOW.timestamp() + 240}, "chief@cpr.dk"),
        ({"iat": None, "exp": float("nan")}, None),
        ({"iat": None, "exp": True}, None),
    ],
)
def test_a_sign_in_counts_until_it_runs_out(changes: dict[str, object], key: str | None) -> None:
    assert find_person_key({**CLAIMS, **changes}, NOW) == key


def test_an_address_of_which_the_provider_says_nothing_counts_only_by_a_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent = {name: said for name, said in CLAIMS.items() if name != "email_verified"}
    assert find_person_key(silent, NOW) is None
    monkeypatch.setenv("MAALSTREG_OIDC_VERIFIED_WHEN_ABSENT", "1")
    assert find_person_key(silent, NOW) == "chief@cpr.dk"
    for said in (False, "false", 0, "true"):
        assert find_person_key({**silent, "email_verified": said}, NOW) is None


@pytest.mark.parametrize("naming", ["preferred_username", "upn"])
def test_another_claim_names_the_person_where_a_setting_says_so(
    monkeypatch: pytest.MonkeyPatch, naming: str
) -> None:
    said = CLAIMS | {naming: "B123@CPR.dk"}
    assert find_person_key(said, NOW) == "chief@cpr.dk"
    monkeypatch.setenv("MAALSTREG_OIDC_PERSON_CLAIM", naming)
    assert find_person_key(said, NOW) == "b123@cpr.dk"
    assert find_person_key(CLAIMS, NOW) is None
    for wrong in ("b123@cpr.d\u212a", "", ["b123@cpr.dk"], None):
        assert find_person_key(said | {naming: wrong}, NOW) is None
    assert find_person_key(said | {"email_verified": False}, NOW) is None


@pytest.mark.parametrize(
    ("acr", "amr", "said", "strong"),
    [
        ("", "", {}, True),
        ("high", "", {"acr": "high"}, True),
        ("substantial high", "", {"acr": "high"}, True),
        ("high", "", {"acr": "low"}, False),
        ("high", "", {"acr": "highest"}, False),
        ("high", "", {"acr": ["high"]}, False),
        ("high", "", {}, False),
        ("", "mfa", {"amr": ["pwd", "mfa"]}, True),
        ("", "mfa otp", {"amr": ["pwd", "otp"]}, True),
        ("", "mfa", {"amr": ["pwd"]}, False),
        ("", "mfa", {"amr": "mfa"}, False),
        ("", "mfa", {"amr": [["mfa"]]}, False),
        ("", "mfa", {}, False),
        ("high", "mfa", {"acr": "high", "amr": ["mfa"]}, True),
        ("high", "mfa", {"acr": "high", "amr": ["pwd"]}, False),
        ("high", "mfa", {"acr": "low", "amr": ["mfa"]}, False),
    ],
)
def test_a_sign_in_counts_only_as_strong_as_it_is_demanded(
    monkeypatch: pytest.MonkeyPatch, acr: str, amr: str, said: dict[str, object], strong: bool
) -> None:
    monkeypatch.setenv("MAALSTREG_OIDC_REQUIRED_ACR", acr)
    monkeypatch.setenv("MAALSTREG_OIDC_REQUIRED_AMR", amr)
    assert is_strong(said) is strong
    assert (find_person_key(CLAIMS | said, NOW) == "chief@cpr.dk") is strong


def test_what_counts_is_read_from_the_settings_and_a_wrong_one_is_refused() -> None:
    assert read_terms({}) == Terms()
    assert read_terms({"MAALSTREG_OIDC_VERIFIED_WHEN_ABSENT": "yes"}) == Terms()
    with pytest.raises(InvalidInput):
        read_terms({"MAALSTREG_OIDC_PERSON_CLAIM": "sub"})


def test_nobody_is_known_by_no_claims() -> None:
    assert find_person_key({}, NOW) is None


@pytest.mark.parametrize("stamp", [float("inf"), float("nan"), 10**30, 253_402_300_799, -1])
def test_a_stamp_no_calendar_reaches_is_no_moment(stamp: float) -> None:
    """Such an end is none, so that the longest time counts; without a beginning either, nobody is signed in."""
    late = NOW + LONGEST_SIGN_IN
    assert find_person_key(CLAIMS | {"exp": stamp}, NOW) == "chief@cpr.dk"
    assert find_person_key(CLAIMS | {"exp": stamp}, late) is None
    assert find_person_key(CLAIMS | {"exp": stamp, "iat": stamp}, NOW) is None
