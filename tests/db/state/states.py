"""What the parts of a state say, to hold one against another, and an institution beside those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from db import models
from db.state.institution_parts import InstitutionPart


def spell(part: InstitutionPart) -> Mapping[str, Any]:
    """All that a part says, but for its number."""
    said = {name: getattr(part, name) for name in InstitutionPart.__slots__ if name != "number"}
    return said | {"observations": part.observations.rows()}


def add_institution_beside(session: Session) -> None:
    """Another institution, with a series."""
    owner = models.Institution(key="beside", name="B", ministry_area="A", fictional=False)
    session.add(owner)
    session.flush()
    one = {"name": "N", "unit": "days", "decimals": 0, "better": "lower", "frequency": "year"}
    session.add(models.Indicator(institution_id=owner.id, key="n", **one))
