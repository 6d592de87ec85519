"""Files of development plans."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.directions import document_file
from db.directions.document_sorts import DEVELOPMENT
from metrics.direction.direction_plan import DirectionFile
from metrics.plan.catalogue import Catalogue

dump_direction = document_file.dump_document


def read_direction(path: Path, known: Catalogue | None = None) -> DirectionFile:
    """Read and check the file of a development plan, which may leave out known definitions.

    Raises InvalidInput with every problem of the file.
    """
    return document_file.read_document(DEVELOPMENT, path, known)


def parse_direction(text: str, known: Catalogue | None = None) -> DirectionFile:
    """Parse and check the text of such a file. Raises InvalidInput with every problem found in it."""
    return document_file.parse_document(DEVELOPMENT, text, known)


def check_direction(data: Mapping[str, Any]) -> DirectionFile:
    """Check a development plan given as data in the shape of its file. Raises InvalidInput with every problem."""
    return document_file.check_document(DEVELOPMENT, data)
