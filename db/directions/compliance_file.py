"""The product's own plan of duties: each demand of an information security policy, and what in Målstreg answers it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from db.directions import document_file
from db.directions.document_sorts import DUTIES
from metrics.duties.duty_plan import DutyFile

PATH = Path(__file__).resolve().parents[1] / "sources" / "compliance" / "maalstreg-sikkerhed.toml"


@cache
def read_compliance() -> DutyFile:
    """Read the plan as it is shipped; it is nobody's duty until a ministry imports it."""
    return document_file.read_document(DUTIES, PATH)
