"""The JSON Schema of scenario files, so that an editor can complete and check them."""

from typing import Any

from scenarios.scenario import Scenario


def file_schema() -> dict[str, Any]:
    """A file that extends another may leave anything out; one that does not must be complete."""
    schema = Scenario.model_json_schema(by_alias=True)
    required = schema.pop("required")
    for definition in schema["$defs"].values():
        definition.pop("required", None)
    extends = {"type": "string", "description": "A bundled scenario or a path; this file's values go over it."}
    properties = {"extends": extends, **schema.pop("properties")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "properties": properties,
        "if": {"not": {"required": ["extends"]}},
        "then": {"required": required},
    }
