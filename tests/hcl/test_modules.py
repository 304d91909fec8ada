from __future__ import annotations

import json

import pytest

from tidegate.hcl.modules import LocalCalls, local_calls, may_call


def module(source: str) -> str:
    return f'module "m" {{\n  source = "{source}"\n}}\n'


@pytest.mark.parametrize(
    ("path", "source", "called"),
    [
        ("env/dev/main.tf", "../../modules/net", {"env/dev": {"modules/net"}}),
        ("env/dev/main.tofu", "./inner/", {"env/dev": {"env/dev/inner"}}),
        ("main.tf", "./modules/net", {".": {"modules/net"}}),
        ("env/main.tf", "../", {"env": {"."}}),
        ("main.tf", "../outside", {}),
        ("main.tf", "terraform-aws-modules/vpc/aws", {}),
        ("main.tf", "git::ssh://x/y.git//z?ref=1", {}),
        ("main.tf", "./${var.x}", {}),
        ("main.tf", "\\u002e/hidden", {".": {"hidden"}}),
        ("main.tfvars", "./x", {}),
    ],
)
def test_local_sources_are_directories_relative_to_the_caller(path, source, called) -> None:
    assert local_calls({path: module(source)}) == LocalCalls(calls=called)


@pytest.mark.parametrize(
    "document",
    [
        {"module": {"m": {"source": "./x"}}},
        {"module": {"m": [{"source": "./x"}]}},
        {"module": [{"m": {"source": "./x"}}]},
        [{"module": {"m": {"source": "./x"}}}],
    ],
)
def test_json_syntax_is_read_in_all_its_forms(document) -> None:
    found = local_calls({"a/main.tf.json": json.dumps(document)})
    assert found == LocalCalls(calls={"a": {"a/x"}})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/main.tf", 'module "m" {\n  source = "./x"\n'),
        ("a/main.tf", 'locals { a = }\nmodule "m" {\n  source = "./x"\n}\n'),
        ("a/main.tf.json", '{"module": {"m": {"source": "./x"}}'),
    ],
)
def test_of_a_broken_file_everything_that_looks_like_a_local_source_counts_and_it_is_named(path, text) -> None:
    assert local_calls({path: text}) == LocalCalls(calls={"a": {"a/x"}}, broken=(path,))


@pytest.mark.parametrize(
    "text", ['{"module": 5}', '{"module": [1, null]}', '"module"', '{"module": {"m": {"source": 1}}}']
)
def test_json_of_another_shape_calls_nothing(text) -> None:
    assert local_calls({"main.tf.json": text}) == LocalCalls(calls={})


def test_calls_of_a_directorys_files_are_put_together() -> None:
    texts = {"a/x.tf": module("./1"), "a/y.tf": module("./2"), "b/z.tf": "module"}
    found = local_calls(texts)
    assert (found.calls, found.broken) == ({"a": {"a/1", "a/2"}}, ("b/z.tf",))


@pytest.mark.parametrize(("path", "expected"), [("a.tf", True), ("a.tofu.json", True), ("a.json", False)])
def test_only_code_can_call(path, expected) -> None:
    assert may_call(path) is expected
