from __future__ import annotations

import json

import pytest

from support.subjects import OPEN, need_checkov, subject
from tidegate.checks.checkov import Checkov
from tidegate.checks.scanner import Scanned
from tidegate.checks.unread import unread

NET = {"root_module": {"module_calls": {"net": {"source": "../net", "module": {"module_calls": {}}}}}}


def new(tmp_path, files: dict[str, str], base: dict[str, str] | None = None, reads=(".tf",)) -> dict[str, bool]:
    made = subject(tmp_path, files, base=base, plan={"configuration": NET})
    return {each.file: each.is_new for each in unread(made, "checkov", reads)}


def test_files_of_the_project_and_of_the_modules_it_calls_are_told(tmp_path):
    files = {"app/a.tf.json": "{}", "app/b.tofu": "", "app/c.tf": "", "net/d.tofu.json": "{}", "other/e.tofu": ""}
    assert new(tmp_path, files) == {"app/a.tf.json": True, "app/b.tofu": True, "net/d.tofu.json": True}


def test_what_the_scanner_reads_is_not(tmp_path):
    assert new(tmp_path, {"app/a.tf.json": "{}", "app/b.tofu": ""}, reads=(".tf", ".tf.json")) == {"app/b.tofu": True}


def test_only_a_file_that_is_the_same_was_there_before(tmp_path):
    files = {"app/a.tf.json": "{}", "app/b.tf.json": '{"resource": {}}'}
    assert new(tmp_path, files, {"app/a.tf.json": "{}", "app/b.tf.json": "{}"}) == {
        "app/a.tf.json": False,
        "app/b.tf.json": True,
    }


def test_a_link_that_leads_outside_is_new_whatever_is_there(tmp_path):
    (tmp_path / "secret").write_text("{}")
    made = subject(tmp_path, {"app/c.tf": ""}, base={"app/a.tf.json": "{}"}, plan={})
    (made.dir / "a.tf.json").symlink_to(tmp_path / "secret")
    assert [each.is_new for each in unread(made, "checkov", (".tf",))] == [True]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("main.tf.json", json.dumps({"resource": {"aws_security_group": {"open": {"name": "open"}}}})),
        ("main.tofu", OPEN),
    ],
)
async def test_checkov_really_says_nothing_of_them(tmp_path, name, code):
    """Once it does, it is to be said in `Checkov.reads`."""
    made = subject(tmp_path, {f"app/{name}": code}, plan={}, tools=need_checkov())
    assert [each.id for each in (await Scanned(Checkov()).examine(made)).findings] == ["not_scanned"]
