from __future__ import annotations

import os

from support.stages import stage_run
from tidegate.terraform import own, shown


def test_what_a_plan_file_said_is_known_as_long_as_the_file_is_the_same(tmp_path) -> None:
    run = stage_run(tmp_path)
    own.made(run)
    run.plan_file.write_bytes(b"one")
    mark = shown.fingerprint(run.plan_file)
    shown.keep(run, mark, '{"a": 1}')
    assert shown.kept(run, shown.fingerprint(run.plan_file)) == '{"a": 1}'
    run.plan_file.write_bytes(b"another")
    assert shown.kept(run, shown.fingerprint(run.plan_file)) is None


def test_only_the_newest_is_kept_for_its_owner_alone_until_it_is_forgotten(tmp_path) -> None:
    run = stage_run(tmp_path)
    own.made(run)
    shown.keep(run, "one", "{}")
    shown.keep(run, "two", "{}")
    (file,) = run.folder.glob("shown-*")
    assert file.stat().st_mode & 0o777 == 0o600
    shown.forget(run)
    assert not list(run.folder.glob("shown-*"))


def test_what_is_no_file_has_no_fingerprint_and_is_not_waited_for(tmp_path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    assert [shown.fingerprint(tmp_path / name) for name in ("link", "pipe", "nothing", ".")] == [None] * 4
