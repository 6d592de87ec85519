"""What the parts of a state say, to hold one against another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.state.institution_parts import InstitutionPart


def spell(part: InstitutionPart) -> Mapping[str, Any]:
    """All that a part says, but for its number."""
    said = {name: getattr(part, name) for name in InstitutionPart.__slots__ if name != "number"}
    return said | {"observations": part.observations.rows()}
