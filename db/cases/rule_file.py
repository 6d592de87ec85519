"""A rule for counting cases as a file of its own: the keys that stand under `cases` in a plan file."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from db.plans import toml_text
from db.plans.key_problems import select_telling, translate_error
from metrics.errors import InvalidInput
from metrics.plan.cases.case_rule import CaseRule

LARGEST_RULE = 100_000  # bytes


def read_rule(path: Path) -> CaseRule:
    """Read and check a rule. Raises InvalidInput with every problem of the file."""
    data = toml_text.parse_toml(toml_text.read_text(path, LARGEST_RULE))
    try:
        return CaseRule.model_validate(data)
    except ValidationError as wrong:
        errors = select_telling(wrong.errors(include_url=False))
        raise InvalidInput(translate_error(error, data) for error in errors) from wrong
