"""What is done with plans of duties, tried on one of an institution."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from db.directions import duty_commands
from db.plans import definitions
from metrics.direction.progress import StepEvent, StepEventKind
from tests.duties import FIRST, duty_plan
from tests.preparations import AfterAnother, Do

Attempts = dict[str, tuple[Callable[..., object], Callable[[str], Do]]]


def bring(session: Session, owner: str) -> object:
    """Bring a plan of duties of an institution with a department."""
    known = definitions.read_catalogue(session).institutions[owner]
    made = duty_plan(id=f"{owner}-d", institution=owner, department="Department", institutions=(known,))
    return duty_commands.import_duties(session, made)


def say(session: Session, owner: str, kind: StepEventKind) -> None:
    """Say something of the first time of its duty."""
    said = StepEvent(f"{owner}-d", "1.1", kind, date(2025, 4, 9), occurrence=FIRST)
    duty_commands.record_report(session, said)


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
        "duties_bring": (duty_commands.import_duties, try_bring),
        "duties_report": (duty_commands.record_report, try_report),
        "duties_confirm": (duty_commands.record_report, try_confirm),
    }
