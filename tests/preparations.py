"""What another has done before somebody tries something, as the matrix of roles needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import scope
from db.session import BY, MACHINE, find_writer, open_writing

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
    for writer in (MACHINE, by):
        session.info[BY] = writer
        if session.connection().dialect.name == "postgresql":
            scope.declare_writer(session.connection(), writer)
        if writer is MACHINE:
            yield
            session.flush()
