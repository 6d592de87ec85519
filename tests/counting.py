"""The statements that are sent to a database, and how many rows each gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def counted() -> Iterator[list[tuple[str, int]]]:
    """Each statement that is sent to a database meanwhile, and how many rows it gives."""
    sent: list[tuple[str, int]] = []

    def note(connection: object, cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            sent.append((statement, _count_rows(cursor, statement, given)))

    event.listen(Engine, "after_cursor_execute", note)
    yield sent
    event.remove(Engine, "after_cursor_execute", note)


def _count_rows(cursor: object, statement: str, given: object) -> int:
    if not statement.startswith("SELECT"):
        return 0
    (rows,) = cursor.connection.execute(f"SELECT count(*) FROM ({statement}) AS given", given).fetchone()  # type: ignore[attr-defined] # noqa: S608 # our own statement
    return int(rows)
