"""The JSON Schema accepts what the loader accepts, names every key, and explains what keys mean."""

import datetime
import json
import re
from typing import Any

import pytest
from pydantic import BaseModel

from scenarios.expected import alternatives, keys_of, words_of
from scenarios.load import LIBRARY, library
from scenarios.scenario import Scenario
from scenarios.schema import file_schema
from scenarios.tree import plain
from scenarios.yaml_text import parse, read_file

SCHEMA = file_schema()
TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "null": type(None), "boolean": bool}


def problems(value: Any, schema: Any, path: str = "") -> list[str]:
    """A small validator of the part of JSON Schema that the file uses."""
    if "$ref" in schema:
        return problems(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], path)
    if "anyOf" in schema:
        tried = [problems(value, one, path) for one in schema["anyOf"]]
        return [] if [] in tried else min(tried, key=len)
    value = value.isoformat() if isinstance(value, datetime.date) else value
    found = [] if _is(value, schema.get("type")) else [f"{path}: {value!r} is no {schema['type']}"]
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        found.append(f"{path}: {value!r} is not among the words")
    if not found and isinstance(value, dict):
        found += _of_keys(value, schema, path)
    if not found and isinstance(value, list):
        rows = schema.get("prefixItems") or [schema["items"]] * len(value)
        pairs = enumerate(zip(value, rows, strict=True))
        found += [p for i, (one, row) in pairs for p in problems(one, row, f"{path}[{i}]")]
        found += [f"{path}: length"] * (not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9))
    if not found and isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{path}: {value!r} has another form")
    if not found and not isinstance(value, (str, bool, dict, list, type(None))):
        inside = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        inside = inside and value > schema.get("exclusiveMinimum", value - 1)
        found += [f"{path}: {value!r} is out of bounds"] * (not inside)
    return found


def _is(value: Any, kind: str | None) -> bool:
    if kind in ("number", "integer"):
        return not isinstance(value, (bool, str, dict, list, type(None))) and (kind == "number" or value == int(value))
    return kind is None or isinstance(value, TYPES[kind])


def _of_keys(value: dict[str, Any], schema: Any, path: str) -> list[str]:
    known = schema["properties"]
    found = [f"{path}.{key} is unknown" for key in value if key not in known]
    found += [p for key, one in value.items() if key in known for p in problems(one, known[key], f"{path}.{key}")]
    required = schema.get("required", [])
    if "if" in schema and any(key not in value for key in schema["if"]["not"]["required"]):
        required = schema["then"]["required"]
    return found + [f"{path}.{key} is missing" for key in required if key not in value]


def models(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and all it is made of."""
    found, todo = set(), [model]
    while todo:
        one = todo.pop()
        if one not in found and keys_of(one):
            found.add(one)
            todo += [inner for info in keys_of(one).values() for inner in _parts(info.annotation)]
    return found


def _parts(annotation: Any) -> list[Any]:
    return [
        part
        for one in alternatives(annotation)
        for part in (one, *getattr(one, "__args__", ()))
        for part in alternatives(part)
    ]


@pytest.mark.parametrize("name", library())
def test_the_schema_accepts_the_library(name: str) -> None:
    """Every bundled scenario, whole or extending another, is valid by the schema."""
    tree, _ = read_file(LIBRARY / f"{name}.yaml", name)
    assert tree is not None
    assert problems(plain(tree), SCHEMA) == []


CHILD = """extends: baseline
title: A plain title
opening: null
targets: {company: 1_000_000}
plan: {components: [{id: commission, target_share: 0.5}, {id: 年终, remove: true}]}
customers: {terms: {delivery: {kind: fixed}}}
"""


def test_the_schema_accepts_what_only_a_child_may_write() -> None:
    """A file that extends another may write parts, removals, plain labels, Chinese ids and null."""
    assert problems(plain(parse(CHILD, "a")[0]), SCHEMA) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("extends: baseline\n", "", ".company is missing"),
        ("company: 1_000_000", "compny: 1_000_000", ".targets.compny is unknown"),
        ("company: 1_000_000", "company: '1'", ".targets.company"),
        ("company: 1_000_000", "company: 0", "is out of bounds"),
        ("kind: fixed", "kind: fix", "is not among the words"),
        ("{company: 1_000_000}", "{over_assignment: 2}", ".targets.over_assignment: 2 is out of bounds"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str, said: str) -> None:
    """A misspelt key, a quoted number, an unknown word and a value out of bounds are invalid in an editor, too."""
    found = problems(plain(parse(CHILD.replace(old, new), "a")[0]), SCHEMA)  # type: ignore[arg-type]
    assert any(said in one for one in found), found


def test_the_schema_is_json() -> None:
    """What is printed reads back the same."""
    assert json.loads(json.dumps(SCHEMA, ensure_ascii=False)) == SCHEMA


def test_the_schema_names_every_key_and_word_of_every_model() -> None:
    """Every model, each of its keys and every word that a key may have stand in the schema."""
    shown = {**SCHEMA["$defs"], "Scenario": SCHEMA, "Label": SCHEMA["$defs"]["Label"]["anyOf"][1]}
    assert {model.__name__ for model in models(Scenario)} == set(shown)
    for model in models(Scenario):
        properties = shown[model.__name__]["properties"]
        assert set(keys_of(model)) == set(properties) - {"extends", "remove"}
        for key, info in keys_of(model).items():
            text = json.dumps(properties[key])
            assert set(words_of(info.annotation)) <= {*re.findall(r"[\w-]+", text), *re.findall(r'"([^"]+)"', text)}, (
                key
            )


def test_the_schema_explains_models_and_keys() -> None:
    """Docstrings of models and of their fields are what an editor shows."""
    assert all(model["description"] for name, model in SCHEMA["$defs"].items() if name != "Label")
    level = SCHEMA["$defs"]["Level"]["properties"]
    assert level["base"]["description"] == "Base salary a month (底薪)."
    assert SCHEMA["$defs"]["Effort"]["properties"]["cost"]["description"].startswith("Money a month")
