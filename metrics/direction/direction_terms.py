"""The terms of documents that stand beside the yearly plans."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from metrics.access import Role


class DocumentKind(StrEnum):
    """What kind of document a plan file holds. A file that says none is a yearly plan, with goals and a total."""

    RESULT = "result"
    DEVELOPMENT = "development"
    DUTIES = "duties"


class Relation(StrEnum):
    """How a yearly goal stands to an initiative: it serves it, or it went before it and led to it."""

    SERVES = "serves"
    PRECEDES = "precedes"


ActingRole = Literal[Role.REPORTER, Role.CHIEF, Role.CONTROLLER, Role.DESK, Role.HEAD]
"""The role that acts here on what a document leaves to somebody in words."""
