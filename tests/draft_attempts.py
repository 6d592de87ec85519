"""What is done with a draft and with what is typed of it, tried on one that stands there already."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from db.plans import plan_commands
from db.typed import typed_fields
from metrics.plan.drafting.typed_text import TypedChange
from tests.preparations import Do

TYPED = [TypedChange("title", "T", "")]


def list_attempts(
    with_draft: Callable[..., Callable[[str], Do]],
) -> dict[str, tuple[Callable[..., object], Callable[[str], Do]]]:
    """List the attempts; `with_draft` has a draft made first, and what happens to it, by whoever is permitted to."""

    def save(session: Session, key: str | None) -> None:
        typed_fields.save_typed(session, key, "head", TYPED)

    return {
        "discard": (
            plan_commands.discard_draft,
            with_draft(lambda session, key: plan_commands.discard_draft(session, key, 1)),
        ),
        "restore": (
            plan_commands.restore_draft,
            with_draft(
                lambda session, key: plan_commands.restore_draft(session, key, 2),
                lambda session, key: plan_commands.discard_draft(session, key, 1),
            ),
        ),
        "type": (typed_fields.save_typed, with_draft(save)),
        "type_new": (typed_fields.save_typed, lambda _owner: lambda session: save(session, None)),
        "forget_typed": (
            typed_fields.forget_typed,
            with_draft(lambda session, key: typed_fields.forget_typed(session, key, "head")),
        ),
    }
