"""A row that keeps a document, as plain values, and the document it makes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from db.model_base import Base
from metrics.filing.filed_document import (
    FORMAT,
    Content,
    DocumentContent,
    FiledDocument,
    FiledKind,
    digest_content,
    find_audience,
)
from metrics.report.document import write_exact

_JSON = frozenset({"document", "rows"})
"""Columns that hold JSON."""


def make_document(kind: FiledKind, number: int, content: Content, **said: Any) -> DocumentContent:
    """Make the document of a kind that a row keeps, with its content."""
    whole: Content = {"format": FORMAT, "kind": kind.value, "said": content}
    given = {"audience": find_audience(kind), **said}
    key, digest = name_document(kind, number), digest_content(whole)
    return DocumentContent(FiledDocument(key, kind, digest=digest, **given), whole)


def name_document(kind: FiledKind, number: int) -> str:
    """Name a document by its kind and the number of the row that keeps it."""
    return f"{kind}-{number}"


def describe_row(row: Base, names: Iterable[str]) -> Content:
    """Describe columns of a row: days and moments in ISO form, exact numbers, and JSON as what it holds."""
    return {name: write_value(getattr(row, name), of_json=name in _JSON) for name in names}


def write_value(value: Any, *, of_json: bool = False) -> Any:
    """Write a value alike on both databases."""
    if of_json:
        return json.loads(value) if value else None
    if isinstance(value, Decimal):
        return write_exact(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value
