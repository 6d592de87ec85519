"""How somebody tries something: after what another has done, and without a trace, as the matrix of roles needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import scope
from db.session import BY, MACHINE, find_writer, open_writing
from metrics.access import Person

Do = Callable[[Session], object]


@dataclass(frozen=True, slots=True)
class AfterAnother:
    """Something done, once another who is permitted to has done something else in the same transaction."""

    before: Do
    then: Do

    def __call__(self, session: Session) -> object:
        """Do both."""
        with everything_permitted(session):
            self.before(session)
        return self.then(session)


def prepare(url: str, do: Do) -> Do:
    """Do for good what another does before, once for all who try; return what is left for each of them."""
    if not isinstance(do, AfterAnother):
        return do
    with open_writing(url, MACHINE) as session:
        do.before(session)
    return do.then


@contextmanager
def everything_permitted(session: Session) -> Iterator[None]:
    """Let the transaction do what the program itself may, as another has done before it."""
    by = find_writer(session)
    write_as(session, MACHINE)
    yield
    session.flush()
    write_as(session, by)


def write_as(session: Session, by: Person) -> None:
    """Go on in the transaction as another writer."""
    session.info[BY] = by
    if session.connection().dialect.name == "postgresql":
        scope.declare_writer(session.connection(), by)


class Undone(Exception):
    """Raised at the end of a change that was taken, so that the next one finds the same rows."""


def attempt(url: str, by: Person, do: Do) -> None:
    """Do something as somebody, and undo it."""
    with suppress(Undone), open_writing(url, by) as session:
        do(session)
        raise Undone


@contextmanager
def open_attempts(url: str, do: Do) -> Iterator[Callable[[Person], None]]:
    """Let one after another do something, each of whom finds the same rows: all in one transaction, which is undone."""
    with suppress(Undone), open_writing(url, MACHINE) as session:

        def attempt_as(by: Person) -> None:
            write_as(session, by)
            with suppress(Undone), session.begin_nested():
                do(session)
                raise Undone

        yield attempt_as
        raise Undone
