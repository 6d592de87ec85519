"""Sign-ins and sign-outs on both databases: each once, whoever tells of it, and the chain holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from db.audit import chain
from db.people import sign_ins
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Person

BEGAN = datetime(2026, 11, 21, 8, tzinfo=UTC)
CHIEF, OTHER = Person("chief@cpr.dk"), Person("other@cpr.dk")


def recorded(url: str) -> list[tuple[str, str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        return [(entry.actor, entry.action, entry.subject) for entry in chain.read_entries(session)]


def test_a_sign_in_reported_by_many_at_once_is_audited_once(database_url: str) -> None:
    def tell(_: int) -> None:
        with open_writing(database_url, CHIEF) as session:
            sign_ins.record_sign_in(session, BEGAN)

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(tell, range(8)))
    assert recorded(database_url) == [("chief@cpr.dk", "sign.in", BEGAN.isoformat())]


def test_another_person_and_another_sign_in_are_entries_of_their_own(database_url: str) -> None:
    later = BEGAN + timedelta(seconds=1)
    for person, began in ((CHIEF, BEGAN), (OTHER, BEGAN), (CHIEF, later), (CHIEF, later)):
        with open_writing(database_url, person) as session:
            sign_ins.record_sign_in(session, began)
    assert [(actor, subject) for actor, _, subject in recorded(database_url)] == [
        ("chief@cpr.dk", BEGAN.isoformat()),
        ("other@cpr.dk", BEGAN.isoformat()),
        ("chief@cpr.dk", later.isoformat()),
    ]


def test_a_sign_out_ends_that_sign_in_alone(database_url: str) -> None:
    for _ in range(2):
        with open_writing(database_url, CHIEF) as session:
            sign_ins.record_sign_in(session, BEGAN)
            sign_ins.record_sign_out(session, BEGAN)
    assert [action for _, action, _ in recorded(database_url)] == ["sign.in", "sign.out"]
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert sign_ins.has_signed_out(session, CHIEF.key, BEGAN)
        assert not sign_ins.has_signed_out(session, CHIEF.key, BEGAN + timedelta(seconds=1))
        assert not sign_ins.has_signed_out(session, OTHER.key, BEGAN)
