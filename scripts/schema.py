"""Writes docs/planfile.schema.json, by which an editor completes and checks a plan file while it is being written.

It says less than an import does: what must hold across the parts of a plan, `maalstreg plan import --dry-run` tells.
"""

from __future__ import annotations

import json
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from metrics.plan.criteria import TESTS
from metrics.plan.model import PlanFile

FILE = Path(__file__).resolve().parent.parent / "docs" / "planfile.schema.json"

# Taplo, which checks TOML in the editors, reads this draft and not the newest.
DIALECT = "http://json-schema.org/draft-07/schema#"

BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
NOT_SAID = {"decimal_places"}  # a multiple of a billionth cannot be told in binary fractions

# The keys of which a part has exactly one, or exactly one set. Only the models' validators know.
ALTERNATIVES: dict[str, tuple[tuple[str, ...], ...]] = {
    "Criterion": tuple((name,) for name in (*TESTS, "criteria")),
    "Step": (("number",), ("reading",)),
    "DocumentResult": (("value",), ("numerator", "denominator")),
}


class EditorSchema(GenerateJsonSchema):
    """The models as TOML holds them: numbers are numbers, nothing is null, and keys need no second name."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """The whole schema, in the dialect that editors read."""
        whole: JsonSchemaValue = _tidied(super().generate(schema, mode))
        definitions = whole.pop("$defs")
        for name, sets in ALTERNATIVES.items():
            definitions[name]["oneOf"] = [{"required": list(keys)} for keys in sets]
        return {"$schema": DIALECT, **whole, "definitions": definitions}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """A number, and never text that looks like one."""
        return {"type": "number"}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key that is left out is simply left out; TOML has no null."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults that can be written as one value; a part that is left out has those of its own keys."""
        inner, default = self.generate_inner(schema["schema"]), schema.get("default")
        if isinstance(default, str | int | Decimal) or (isinstance(default, tuple) and default):
            inner["default"] = _plain(default)
        return inner

    def field_title_should_be_set(self, schema: object) -> bool:
        """A key is its own title."""
        return False


def schema_text() -> str:
    """The schema as the file holds it."""
    schema = PlanFile.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=EditorSchema, mode="validation"
    )
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(schema_text(), encoding="utf-8")
    print(f"schema: {FILE.name} written")


def _tidied(value: Any) -> Any:
    """The bounds of decimals under the names of JSON Schema: behind a validator pydantic leaves them as its own."""
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        BOUNDS.get(key, key): _plain(Decimal(item)) if key in BOUNDS else _tidied(item)
        for key, item in value.items()
        if key not in NOT_SAID
    }


def _plain(value: object) -> object:
    """A value as JSON writes it; a decimal without a fraction as a whole number."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Enum():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value


if __name__ == "__main__":
    main()
