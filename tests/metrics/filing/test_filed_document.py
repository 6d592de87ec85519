"""A document is for both parties unless it never left one of them, and its digest is of what it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from metrics.access import ALLOWED, Action, Role
from metrics.filing.filed_document import (
    NUMBERED_BY,
    SEEN_BY,
    Audience,
    FiledDocument,
    FiledKind,
    digest_content,
    find_audience,
    write_content,
)
from metrics.plan.terms import Party
from tests.filed import document


def test_a_digest_is_of_the_bytes_of_its_content_whatever_the_order() -> None:
    assert digest_content({"a": 1, "b": "æ"}) == digest_content({"b": "æ", "a": 1})
    # sha256 of the text: {\n "a": "æ"\n}
    assert write_content({"a": "æ"}) == '{\n "a": "æ"\n}'.encode()
    assert digest_content({"a": 1}) != digest_content({"a": "1"})


@pytest.mark.parametrize(
    ("kind", "audience", "sender"),
    [
        (FiledKind.PLAN, Audience.SHARED, None),
        (FiledKind.REPORT, Audience.SHARED, Party.INSTITUTION),
        (FiledKind.QUESTION, Audience.SHARED, Party.DEPARTMENT),
        (FiledKind.RETURN, Audience.INSTITUTION, Party.INSTITUTION),
        (FiledKind.PAY, Audience.DEPARTMENT, Party.DEPARTMENT),
        (FiledKind.NOTE, Audience.DEPARTMENT, Party.DEPARTMENT),
        (FiledKind.MINUTES, Audience.MEETING, Party.DEPARTMENT),
        (FiledKind.COMMENT, Audience.MEETING, Party.INSTITUTION),
    ],
)
def test_whom_a_kind_is_for_and_from(kind: FiledKind, audience: Audience, sender: Party | None) -> None:
    assert find_audience(kind) is audience
    assert document(kind=kind, audience=audience).sender is sender


@pytest.mark.parametrize(
    ("audience", "roles"),
    [
        (Audience.SHARED, {*Role} - {Role.ADMINISTRATOR}),
        (Audience.MEETING, {Role.CHIEF, Role.CONTROLLER, Role.HEAD}),
        (Audience.INSTITUTION, {Role.REPORTER, Role.CHIEF, Role.DEPUTY}),
        (Audience.DEPARTMENT, {Role.CONTROLLER, Role.HEAD}),
    ],
)
def test_which_roles_see_what_is_for_an_audience(audience: Audience, roles: set[Role]) -> None:
    assert {role for role in Role if ALLOWED[role] & SEEN_BY[audience]} == roles


def test_a_party_gives_numbers_by_a_right_that_only_its_own_roles_have() -> None:
    own = {Role.REPORTER, Role.CHIEF, Role.DEPUTY}
    assert {role for role in Role if NUMBERED_BY[Party.INSTITUTION] in ALLOWED[role]} == own
    assert {role for role in Role if NUMBERED_BY[Party.DEPARTMENT] in ALLOWED[role]} == {
        Role.CONTROLLER,
        Role.HEAD,
    }


def test_what_tells_of_several_institutions_takes_the_right_over_all_of_them() -> None:
    one = document(audience=Audience.DEPARTMENT, owners=("a", "b"))
    assert not one.is_seen_with({Action.DECIDE: {"a"}, Action.SEE: {"a", "b"}})
    assert one.is_seen_with({Action.DECIDE: {"a", "b"}})


def test_its_day_is_the_one_in_denmark() -> None:
    late: FiledDocument = document(at=datetime(2017, 6, 30, 22, 30, tzinfo=UTC))
    assert late.on.isoformat() == "2017-07-01"
