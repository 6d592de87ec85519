"""What is done with development plans and plans of duties, tried on one of an institution."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from db.directions import direction_commands, duty_commands
from db.plans import definitions
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.plan.model import Institution
from tests.directions import direction
from tests.duties import FIRST, duty_plan
from tests.preparations import AfterAnother, Do

Attempts = dict[str, tuple[Callable[..., object], Callable[[str], Do]]]
Bring = Callable[[Session, str], object]
Say = Callable[[Session, str, StepEventKind], None]
DEPARTMENT = "Department"


def bring_direction(session: Session, owner: str) -> object:
    """Bring a development plan of an institution with a department."""
    known = (_find_institution(session, owner),)
    made = direction(id=f"{owner}-x", institution=owner, department=DEPARTMENT, institutions=known)
    return direction_commands.import_direction(session, made)


def say_of_initiative(session: Session, owner: str, kind: StepEventKind) -> None:
    """Say something of its initiative."""
    direction_commands.record_progress(session, StepEvent(f"{owner}-x", "1.1", kind, date(2024, 9, 1)))


def bring_duties(session: Session, owner: str) -> object:
    """Bring a plan of duties of an institution with a department."""
    known = (_find_institution(session, owner),)
    made = duty_plan(id=f"{owner}-d", institution=owner, department=DEPARTMENT, institutions=known)
    return duty_commands.import_duties(session, made)


def say_of_duty(session: Session, owner: str, kind: StepEventKind) -> None:
    """Say something of the first time of its duty."""
    said = StepEvent(f"{owner}-d", "1.1", kind, date(2025, 4, 9), occurrence=FIRST)
    duty_commands.record_report(session, said)


def list_attempts() -> Attempts:
    """List the commands, each with what another has done before."""
    of_direction = _list_of(bring_direction, say_of_initiative)
    of_duties = _list_of(bring_duties, say_of_duty)
    return {
        "direction_bring": (direction_commands.import_direction, of_direction[0]),
        "direction_report": (direction_commands.record_progress, of_direction[1]),
        "direction_confirm": (direction_commands.record_progress, of_direction[2]),
        "duties_bring": (duty_commands.import_duties, of_duties[0]),
        "duties_report": (duty_commands.record_report, of_duties[1]),
        "duties_confirm": (duty_commands.record_report, of_duties[2]),
    }


def _list_of(bring: Bring, say: Say) -> tuple[Callable[[str], Do], Callable[[str], Do], Callable[[str], Do]]:
    """List the attempts to bring a document, to report on it, and to confirm what was claimed."""

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

    return try_bring, try_report, try_confirm


def _find_institution(session: Session, owner: str) -> Institution:
    return definitions.read_catalogue(session).institutions[owner]
