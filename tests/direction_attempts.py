"""What is done with development plans, tried on one of an institution."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from db.directions import direction_commands
from db.plans import definitions
from metrics.direction.progress import StepEvent, StepEventKind
from tests.directions import direction
from tests.preparations import AfterAnother, Do

Attempts = dict[str, tuple[Callable[..., object], Callable[[str], Do]]]
ON = date(2024, 9, 1)


def bring(session: Session, owner: str) -> object:
    """Bring a development plan of an institution with a department."""
    known = definitions.read_catalogue(session).institutions[owner]
    made = direction(id=f"{owner}-x", institution=owner, department="Department", institutions=(known,))
    return direction_commands.import_direction(session, made)


def say(session: Session, owner: str, kind: StepEventKind) -> None:
    """Say something of its initiative."""
    direction_commands.record_progress(session, StepEvent(f"{owner}-x", "1.1", kind, ON))


def list_attempts() -> Attempts:
    """List the commands, each with what another has done before."""

    def claim(session: Session, owner: str) -> None:
        bring(session, owner)
        say(session, owner, StepEventKind.CLAIMED)

    def try_bring(owner: str) -> Do:
        return lambda session: bring(session, owner)

    def try_report(owner: str) -> Do:
        return AfterAnother(
            lambda session: bring(session, owner), lambda session: say(session, owner, StepEventKind.STARTED)
        )

    def try_confirm(owner: str) -> Do:
        return AfterAnother(
            lambda session: claim(session, owner), lambda session: say(session, owner, StepEventKind.MET)
        )

    return {
        "direction_bring": (direction_commands.import_direction, try_bring),
        "direction_report": (direction_commands.record_progress, try_report),
        "direction_confirm": (direction_commands.record_progress, try_confirm),
    }
