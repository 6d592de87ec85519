"""Which signatures stand on which version of a plan, and whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.plans import plan_commands
from db.plans.agreement import signature_queries, signing_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Role, grant_all_roles
from metrics.plan.terms import Party, Stage
from tests.db.recorded import imported, source

KEY = "cpr-2021"
DRAFT = source(2021).model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
NOW = datetime(2020, 12, 11, 12, tzinfo=UTC)


def sign(url: str, person: str, number: int, party: Party) -> None:
    with open_writing(url, grant_all_roles(person)) as session:
        signing_commands.sign_plan(session, KEY, number, party, "R", NOW)


def test_signatures_belong_to_the_version_they_were_given_to_and_only_the_newest_stand(
    database_url: str,
) -> None:
    imported(database_url, source(2017), DRAFT)
    sign(database_url, "chief@cpr.dk", 1, Party.INSTITUTION)
    with open_writing(database_url, MACHINE) as session:
        plan_commands.change_plan(session, KEY, title="Ny")
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert signature_queries.read_standing(session, KEY) == ()
        assert signature_queries.read_standing(session, "no-such") == ()
    sign(database_url, "head@im.dk", 2, Party.DEPARTMENT)
    with open_reading(database_url, sees=EVERYTHING) as session:
        every = signature_queries.read_signatures(session)
        assert {key: [own.person for own in of_it] for key, of_it in every.items()} == {
            (KEY, 1): ["chief@cpr.dk"],
            (KEY, 2): ["head@im.dk"],
        }
        assert signature_queries.read_signatures(session, ["cpr-2017"]) == {}
        (own,) = signature_queries.read_standing(session, KEY)
    said = own.signature
    assert (said.party, said.signed_as, said.role) == (Party.DEPARTMENT, Role.HEAD, None)
    assert (said.on, said.reason) == (date(2020, 12, 11), "R")
