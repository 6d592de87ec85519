"""What was added after a version is not in what is read of it, whatever that was."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from db import models
from db.reports import step_commands
from db.reports.step_commands import StepRequest
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.state.newest_rows import REACH, DataVersion, find_grown
from db.state.whole_state import WholeState, read_state
from metrics.errors import InvalidInput
from metrics.report.course import StepKind
from tests import attempts
from tests.db.state.states import add_institution_beside, spell
from tests.matrix import EVERYBODY, OWN, permitted
from tests.preparations import prepare

DAY = date(2026, 11, 20)


def read(url: str, until: DataVersion | None = None) -> WholeState:
    with open_reading(url, sees=EVERYTHING) as session:
        return read_state(session, DAY, (), until)


def use_every_command(url: str) -> None:
    """Do what every command does, as far as one may after the others; and add an institution with a series."""
    people = attempts.people(url)
    # A plan is signed while it is a draft, and one that comes in signed would be in its place.
    for name in sorted(
        attempts.COMMANDS, key=lambda name: (name == "sign_file", not name.startswith("sign"))
    ):
        able = (people[one] for one in EVERYBODY if permitted(one, name, OWN))
        for by in (MACHINE, next(able, MACHINE)):
            with suppress(InvalidInput, SQLAlchemyError):
                do = prepare(url, attempts.COMMANDS[name][1](OWN))
                with open_writing(url, by) as session:
                    do(session)
                break
    with open_writing(url, MACHINE) as session:
        add_institution_beside(session)
        # On PostgreSQL the program itself types in nobody's report.
        step_commands.take_step(
            session, StepRequest(attempts.PLAN[OWN], "2026Q4", StepKind.EXCEPTED, "W", until=date(2100, 1, 1))
        )


def test_everything_is_as_it_was_at_the_version_whatever_every_command_has_added_since(
    filled_database_url: str,
) -> None:
    with open_writing(filled_database_url, MACHINE) as session:
        attempts.grant_everybody(session)
    before = read(filled_database_url)
    use_every_command(filled_database_url)
    after = read(filled_database_url)
    assert REACH.keys() - find_grown(before.newest, after.newest) == {models.Erasure}
    assert read(filled_database_url, after.newest).parts.keys() == after.parts.keys()
    found = read(filled_database_url, before.newest)
    assert {key: spell(part) for key, part in found.parts.items()} == {
        key: spell(part) for key, part in before.parts.items()
    }
    assert (found.newest, found.settings) == (before.newest, before.settings)
    assert (found.known.first, found.known.histories) == (before.known.first, before.known.histories)
