"""The schema takes what the product takes; what it must refuse stands in test_broken_governance.py."""

from pathlib import Path

import jsonschema_rs
import pytest

from support.convention import convention_file, governance_blocks
from tidegate.config.governance_file.schema import json_schema, schema_text
from tidegate.config.text import read_document
from tidegate.sandbox.sample.governance import governance

ROOT = Path(__file__).parents[3]


def accepts(text):
    data = read_document(text, "tidegate.yaml").data
    return [
        f"{'.'.join(map(str, e.instance_path))}: {e.message}" for e in jsonschema_rs.iter_errors(json_schema(), data)
    ]


def test_it_is_a_schema_of_its_dialect():
    jsonschema_rs.meta.validate(json_schema())
    assert schema_text().endswith("}\n")


@pytest.mark.parametrize(
    "text",
    [
        (Path(__file__).parent / "data/whole.yaml").read_text(),
        (ROOT / "examples/convention/tidegate.yaml").read_text(),
        governance(Path("/srv/states")),
        *([governance_blocks()] if convention_file() else []),
    ],
    ids=lambda text: text.strip().splitlines()[0],
)
def test_it_takes_whole_files(text):
    assert accepts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "people: {devops: }\n",
        "environments: {dev: {branch: main, apply: disabled, checklist: [syntax, {id: own, text: Own}]}}",
        "environments: {prod: {branch: [main, prod], apply: {allow: cto, require: cost_review}}}",
        "environments: {prod: {watch_for: 1시간, display: }}",
        "governance:\ncost: {overlay: null}",
        "deployment_windows: {prod: {allowed: 24/7, restrictions: [{holidays: KR}]}}",
        "checks: {security: {block_from: high}}",
    ],
)
def test_it_takes_the_short_forms(text):
    assert accepts(text) == []


def test_every_key_says_what_it_means():
    schema = json_schema()
    for model in (schema, *schema["$defs"].values()):
        for key, one in model["properties"].items():
            assert one["description"].endswith("."), key
