"""The JSON Schema of scenario files, so that an editor can complete, explain and check them."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from scenarios.base import ID_FORM
from scenarios.meanings import meanings
from scenarios.scenario import Scenario

EXTENDS = "A bundled scenario or the path of a file; this file's values go over it."
REMOVE = "In a file that extends another: take the item of this name out of its list."


def file_schema() -> dict[str, Any]:
    """A file that extends another may leave anything out; one that does not must have every required section."""
    schema = _any_of(Scenario.model_json_schema(by_alias=True, schema_generator=_Written))
    required = schema.pop("required")
    for definition in schema["$defs"].values():
        definition.pop("required", None)
        if {"id", "path"} & set(definition["properties"]):
            definition["properties"]["remove"] = {"const": True, "description": REMOVE}
    schema["$defs"]["Label"] = {"anyOf": [{"type": "string"}, schema["$defs"]["Label"]]}
    properties = {"extends": {"type": "string", "description": EXTENDS}, **schema.pop("properties")}
    properties["opening"] = {"anyOf": [{"$ref": "#/$defs/Opening"}, {"type": "null"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "properties": properties,
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": required},
    }


class _Written(GenerateJsonSchema):
    """Amounts are written as numbers, never as text; keys are explained by what stands below them."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        written: JsonSchemaValue = super().model_schema(schema)
        record: type[BaseModel] = schema["cls"]
        fields = record.model_fields
        for key, meaning in meanings(record).items():
            if key in fields:
                written["properties"][fields[key].alias or key]["description"] = meaning
        return written

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        number: JsonSchemaValue = super().decimal_schema(schema)["anyOf"][0]
        return number


def _any_of(schema: Any) -> Any:
    """The schema as it holds for parts of sections, too, which can fit several kinds.

    A file that extends another need not repeat which kind it is. Forms of ids are left to the loader: for
    an editor `\\w` is ASCII, and ids may be Chinese.
    """
    if isinstance(schema, list):
        return [_any_of(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        "anyOf" if key == "oneOf" else key: _any_of(inner)
        for key, inner in schema.items()
        if not (key == "discriminator" and isinstance(inner, dict) and "mapping" in inner)
        and not (key == "pattern" and inner == ID_FORM)
    }
