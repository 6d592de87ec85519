"""The steps of an erasure lead from the digest that was sealed to the one that is there, or nowhere."""

from __future__ import annotations

from db import models as m
from db.audit.erasures import follow_steps, read_steps
from db.session import MACHINE, open_writing
from scripts.cluster import OWNER
from tests.db.recorded import imported
from tests.fixtures.databases import as_role

STEPS = {(3, "grants"): [("a", "b"), ("b", "c")], (4, "grants"): [("b", "c")]}


def test_the_steps_are_followed_in_order_and_from_what_was_sealed() -> None:
    assert follow_steps(STEPS, 3, "grants", "a") == "c"
    assert follow_steps(STEPS, 3, "events", "a") == "a"
    assert follow_steps(STEPS, 4, "grants", "a") == ""
    assert follow_steps(STEPS, 3, "grants", "b") == ""


def test_only_steps_that_an_erasure_sealed_are_read(database_url: str) -> None:
    imported(database_url)
    with open_writing(as_role(OWNER, database_url), MACHINE) as session:
        for after in ("b", "c", "d"):
            session.add(m.Erasure(entry=1, name="plans", before="a", after=after))
            session.flush()
        assert read_steps(session, [range(2, 3), range(5, 5)]) == {(1, "plans"): [("a", "c")]}
        assert read_steps(session, [range(1, 1)]) == {}
