"""Write the schemas in docs, with which editors complete and check plan files: one for each kind of document.

They cannot express what must hold across the parts of a plan; `maalstreg plan import --dry-run` checks that.
"""

from __future__ import annotations

import json
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from metrics.direction.direction_plan import DirectionFile
from metrics.duties.duty_plan import DutyFile
from metrics.plan.criteria import TESTS
from metrics.plan.model import PlanFile

DOCS = Path(__file__).resolve().parent.parent / "docs"
FILE = DOCS / "planfile.schema.json"
SCHEMAS: dict[Path, type[BaseModel]] = {
    FILE: PlanFile,
    DOCS / "retning.schema.json": DirectionFile,
    DOCS / "pligter.schema.json": DutyFile,
}
"""Each schema with the model of the files it is for."""

# Taplo, which checks TOML in editors, reads this draft and not the newest.
DIALECT = "http://json-schema.org/draft-07/schema#"

BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
LEFT_OUT = {"decimal_places"}  # `multipleOf` a billionth cannot be checked in binary floats

# Sets of keys of which a part has exactly one. The models hold this in validators, which pydantic cannot export.
ALTERNATIVES: dict[str, tuple[tuple[str, ...], ...]] = {
    "Criterion": tuple((name,) for name in (*TESTS, "criteria")),
    "Pay": (("cap",), ("amount",)),
    "Step": (("number",), ("reading",)),
    "DocumentResult": (("value",), ("numerator", "denominator")),
}

DATED = ("Initiative", "PlanStep")
"""The parts that have one time, or a beginning and an end."""


class EditorSchema(GenerateJsonSchema):
    """The models as TOML holds them: decimals are numbers, there is no null, and keys have no titles."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """Generate the whole schema in the dialect that editors read."""
        whole: JsonSchemaValue = _rename_bounds(super().generate(schema, mode))
        definitions = whole.pop("$defs")
        for name, sets in ALTERNATIVES.items():
            if name in definitions:
                definitions[name]["oneOf"] = [{"required": list(keys)} for keys in sets]
        if "Goal" in definitions:
            assessment = definitions["Assessment"]["properties"]
            assessment["scale"] = {"anyOf": [{"type": "string"}, assessment["scale"]]}
            definitions["Goal"]["anyOf"] = [{"required": ["criteria"]}, {"required": ["outline"]}]
        for name in DATED:
            if name in definitions:
                # Said as one time, or by its beginning and end.
                definitions[name]["not"] = {
                    "required": ["when"],
                    "anyOf": [{"required": ["begins"]}, {"required": ["ends"]}],
                }
        if {"focus_areas", "targets"} <= whole["properties"].keys():
            whole["anyOf"] = [{"required": ["focus_areas"]}, {"required": ["targets"]}]
        return {"$schema": DIALECT, **whole, "definitions": definitions}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Allow a number, and no text that looks like one."""
        return {"type": "number"}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave null out, which TOML does not have: an optional key is absent."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Keep defaults that can be written as one value; an absent part has those of its own keys."""
        inner, default = self.generate_inner(schema["schema"]), schema.get("default")
        if isinstance(default, str | int | Decimal) or (isinstance(default, tuple) and default):
            inner["default"] = _to_json(default)
        return inner

    def field_title_should_be_set(self, schema: object) -> bool:
        """Give keys no titles."""
        return False


def write_schema(model: type[BaseModel] = PlanFile) -> str:
    """Return the schema of the files of a model, as its file holds it."""
    schema = model.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=EditorSchema, mode="validation"
    )
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the files."""
    for path, model in SCHEMAS.items():
        path.write_text(write_schema(model), encoding="utf-8")
        print(f"schema: {path.name} written")


def _rename_bounds(value: Any) -> Any:
    """Give the bounds of decimals their names in JSON Schema; behind a validator pydantic keeps its own names."""
    if isinstance(value, list):
        return [_rename_bounds(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        BOUNDS.get(key, key): _to_json(Decimal(item)) if key in BOUNDS else _rename_bounds(item)
        for key, item in value.items()
        if key not in LEFT_OUT
    }


def _to_json(value: object) -> object:
    """Convert a value to JSON; a decimal without a fraction becomes an integer."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Enum():
            return value.value
        case tuple():
            return [_to_json(item) for item in value]
        case _:
            return value


if __name__ == "__main__":
    main()
