from __future__ import annotations

import json
from typing import Any

import pytest

from tidegate.hcl.json_tokens import pieces_of_json

DOCUMENT: dict[str, Any] = {
    "//": "words",
    "resource": {
        "aws_instance": {"web": {"ami": "x", "//": "why"}, "api": {"count": 1}},
        "aws_sqs_queue": {"jobs": [{"name": "jobs"}]},
    },
    "variable": {"size": {"description": "How large", "default": 3}},
    "module": {"a": {"source": "../a", "file": "a.txt"}},
    "locals": {"a": 1},
    "terraform": {"backend": {"local": {"path": "x.tfstate"}}},
}


def read(document: Any, **changed: Any):
    return pieces_of_json(json.dumps({**document, **changed}, indent=2).encode())


def test_every_block_is_a_piece():
    found = sorted((each.kind, *each.labels) for each in read(DOCUMENT))
    assert found == [
        ("locals",),
        ("module", "a"),
        ("resource", "aws_instance", "api"),
        ("resource", "aws_instance", "web"),
        ("resource", "aws_sqs_queue", "jobs"),
        ("terraform",),
        ("variable", "size"),
    ]


def test_comments_descriptions_and_layout_do_not_count():
    other = json.loads(json.dumps(DOCUMENT).replace("words", "others").replace("why", "because").replace("How", "So"))
    assert read(other) == read(DOCUMENT)
    assert pieces_of_json(json.dumps(DOCUMENT).encode()) == read(DOCUMENT)


@pytest.mark.parametrize("value", [2, "1", 1.0, None, True, [1]])
def test_every_other_value_counts(value):
    assert read(DOCUMENT, locals={"a": value}) != read(DOCUMENT)


def test_numbers_count_with_all_their_digits():
    one, other = b'{"locals": {"a": 1.00000000000000000001}}', b'{"locals": {"a": 1.00000000000000000002}}'
    assert pieces_of_json(one) != pieces_of_json(other)


def test_names_of_files_are_found_but_for_the_sources_of_modules_and_the_place_of_state():
    names = {each.kind: each.names for each in read(DOCUMENT)}
    assert "a.txt" in names["module"]
    assert "../a" not in names["module"]
    assert names["terraform"] == ()


@pytest.mark.parametrize("body", [{"provisioner": {"local-exec": {"command": "x"}}}, {"a": "${file(var.x)}"}])
def test_what_may_read_anything_says_so(body):
    (found,) = pieces_of_json(json.dumps({"resource": {"a": {"b": body}}}).encode())
    assert found.reads_any


@pytest.mark.parametrize("text", [b"", b"{", b'{"a": 1, "a": 2}', b"\xff"])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - its kind is all a caller knows
        pieces_of_json(text)


def test_a_document_that_is_no_object_has_no_blocks():
    assert pieces_of_json(b"[]") is None
