from __future__ import annotations

import pytest

from support.counting import operations
from tidegate.core.plans.code import (
    ModuleCode,
    Piece,
    as_document,
    calls,
    covered_pieces,
    hash_of,
    module_hashes,
    parent_of,
    reads,
)


def piece(kind: str, *labels: str, **other) -> Piece:
    return Piece(kind=kind, labels=labels, tokens=f"{kind} {labels}", **other)


def code(*pieces: Piece, dir: str = "app", others: tuple[str, ...] = ()) -> ModuleCode:  # noqa: A002
    return ModuleCode(dir=dir, pieces=pieces, others=others)


WEB, OLD = piece("resource", "aws_instance", "web"), piece("resource", "aws_instance", "old")


def test_resources_the_plan_touches_are_covered_by_their_place():
    found = covered_pieces(code(WEB, OLD), "module.a", frozenset({"module.a.aws_instance.web"}), frozenset())
    assert found.pieces == (WEB,)
    assert not covered_pieces(code(WEB), "", frozenset({"module.a.aws_instance.web"}), frozenset()).pieces


@pytest.mark.parametrize(
    "kind", ["data", "ephemeral", "locals", "module", "provider", "terraform", "variable", "moved", "check", "file"]
)
def test_everything_but_resources_and_root_outputs_is_covered_always(kind):
    assert covered_pieces(code(piece(kind, "a", "b")), "", frozenset(), frozenset()).pieces


def test_outputs_of_the_root_are_covered_where_they_change_and_of_modules_always():
    one, other = piece("output", "one"), piece("output", "other")
    assert covered_pieces(code(one, other), "", frozenset(), frozenset({"one"})).pieces == (one,)
    assert covered_pieces(code(one, other), "module.a", frozenset(), frozenset()).pieces == (one, other)


def test_names_are_looked_for_beside_the_module_and_beside_the_root():
    found = reads(code(piece("locals", names=("x.tpl", "../y.sh")), dir="modules/a"), code(dir="envs/prod"))
    assert found.files == {"modules/a/x.tpl", "envs/prod/x.tpl", "modules/y.sh", "envs/y.sh"}
    assert found.folders == {"modules/y.sh", "envs/y.sh"}


def test_a_word_without_a_slash_names_no_folder_and_none_names_what_is_outside():
    found = reads(code(piece("locals", names=("prod", "/conf", "../../etc/passwd", "..", "."))), code())
    assert found.files == {"app/prod", "app/conf"}
    assert found.folders == {"app/conf"}


def test_the_end_of_a_name_stands_for_every_file_that_ends_so():
    found = reads(code(piece("locals", names=("*.tpl",)), others=("app/t/x.tpl", "app/x.sh")), code(others=("r.tpl",)))
    assert found.files == {"app/t/x.tpl", "r.tpl"}


def test_a_star_alone_stands_for_every_file():
    found = reads(code(piece("locals", names=("*", "*.a-long-end")), others=("app/x", "app/y.sh")), code())
    assert found.files == {"app/x", "app/y.sh"}


def test_a_piece_that_may_read_anything_reads_all_of_its_directory():
    assert reads(code(piece("locals", reads_any=True), others=("app/x",)), code()).files == {"app/x"}
    assert not reads(code(piece("locals"), others=("app/x",)), code()).files


def test_the_order_of_blocks_is_not_hashed_and_two_equal_blocks_are_not_one():
    assert as_document(code(WEB, OLD), {}) == as_document(code(OLD, WEB), {})
    assert as_document(code(WEB, WEB), {}) != as_document(code(WEB), {})


def test_a_module_that_moves_with_its_files_stays_the_same():
    here = as_document(code(WEB, dir="modules/a"), {"modules/a/x": "1", "modules/y": "2"})
    there = as_document(code(WEB, dir="old/b"), {"old/b/x": "1", "old/y": "2"})
    assert here == there
    assert here != as_document(code(WEB, dir="old/b"), {"old/b/x": "2", "old/y": "2"})


TREE = {"": {"own": 0}, "module.a": {"own": 1}, "module.a.module.b": {"own": 2}, "module.ab": {"own": 3}}


def test_a_modules_hash_follows_what_it_calls_and_nobody_elses():
    before = module_hashes(TREE)
    after = module_hashes({**TREE, "module.a.module.b": {"own": "another"}})
    assert {address for address in TREE if before[address] != after[address]} == {"", "module.a", "module.a.module.b"}


def test_the_same_content_has_the_same_hash_under_another_address():
    moved = module_hashes({"": {"own": 9}, "module.z": {"own": 1}, "module.z.module.b": {"own": 2}})
    assert moved["module.z"] == module_hashes(TREE)["module.a"]


def test_four_times_the_modules_cost_four_times_as_much():
    def work(size: int) -> int:
        own = {"": {}} | {f"module.a{n}": {} for n in range(size)} | {f"module.a{n}.module.b": {} for n in range(size)}
        return operations(lambda: module_hashes(own))

    assert work(80) < 5 * work(20)


def test_calls_are_found_at_every_depth():
    inner = {"module_calls": {"b": {"source": "./b", "module": {}}}}
    found = calls({"root_module": {"module_calls": {"a": {"source": "./a", "module": inner}}}})
    assert {address: call["source"] for address, call in found.items()} == {
        "module.a": "./a",
        "module.a.module.b": "./b",
    }
    assert not calls({})


def test_the_parent_of_a_module():
    assert parent_of("module.a.module.b") == "module.a"
    assert parent_of("module.a") == ""


def test_a_hash_does_not_depend_on_the_order_of_keys():
    assert hash_of({"a": 1, "b": 2}) == hash_of({"b": 2, "a": 1})
