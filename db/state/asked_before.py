"""What a writer has asked is not asked again in the same transaction, until it writes to a table the answer is from.

A writer holds the lock that all writers wait for (`db.session`), so nothing but its own statements changes an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Engine, FrozenResult, Result, Select, event
from sqlalchemy.orm import ORMExecuteState, Session

from db.model_base import Base

_ANSWERS = "answers"
MOST = 500
"""How many answers are kept, so that a load of many files does not hold all that it has read."""


@dataclass
class Answers:
    """What one transaction was answered, with the tables that each answer is from."""

    kept: dict[object, tuple[FrozenResult[Any], frozenset[str]]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """The tables that were read since the last question."""

    def forget(self, tables: frozenset[str]) -> None:
        """Forget what is from some tables; or everything, where it is not known what a statement does."""
        self.kept = {
            key: answer for key, answer in self.kept.items() if tables and answer[1].isdisjoint(tables)
        }


def keep_answers(session: Session, connection: Connection) -> None:
    """Begin to keep the answers of a writer's transaction."""
    session.info[_ANSWERS] = connection.info[_ANSWERS] = Answers()


@event.listens_for(Session, "do_orm_execute")
def _answer_again(asked: ORMExecuteState) -> Result[Any] | None:
    if not asked.is_select or asked.is_column_load or asked.is_relationship_load:
        return None
    asked.session.connection()  # which begins the transaction, and so the answers
    answers: Answers | None = asked.session.info.get(_ANSWERS)
    key = _make_key(asked) if answers is not None else None
    if answers is None or key is None:
        return None
    if asked.session.autoflush:
        asked.session.flush()
    if key not in answers.kept:
        answers.named.clear()
        answer = asked.invoke_statement().freeze()
        if len(answers.kept) == MOST:
            answers.kept.clear()
        answers.kept[key] = answer, frozenset(answers.named)
    return answers.kept[key][0]()


def _make_key(asked: ORMExecuteState) -> object | None:
    """Make of a question what is equal exactly where it is the same; None where that cannot be told."""
    # As SQLAlchemy's own example of kept answers makes it.
    made = cast("Select[Any]", asked.statement)._generate_cache_key()
    if made is None or asked.parameters:
        return None
    return made.key, tuple(_make_hashable(one.effective_value) for one in made.bindparams)


def _make_hashable(value: Any) -> object:
    return (list, *value) if isinstance(value, list | set | frozenset) else value


@event.listens_for(Engine, "before_cursor_execute")
def _note_statement(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    answers: Answers | None = connection.info.get(_ANSWERS)
    if answers is None:
        return
    tables = find_tables(statement)
    if statement.startswith("SELECT") and tables:
        answers.named |= tables
    else:
        answers.forget(tables)


@event.listens_for(Engine, "rollback_savepoint")
def _forget_undone(connection: Connection, *_: object) -> None:
    if (answers := connection.info.get(_ANSWERS)) is not None:
        answers.forget(frozenset())


@lru_cache(maxsize=512)
def find_tables(statement: str) -> frozenset[str]:
    """Find the tables that a statement names; a column of the same name counts as one."""
    return frozenset(re.findall(r"\w+", statement)) & Base.metadata.tables.keys()
