from __future__ import annotations

from support.stages import stage_run
from tidegate.terraform import own


def test_what_is_a_runs_own_is_its_owners_alone(tmp_path):
    run = stage_run(tmp_path)
    assert own.made(run) == own.home(run)
    assert own.made(run) == own.home(run), "again is fine"
    for folder in (own.home(run), own.temporary(run), own.files(run)):
        assert folder.parent == run.folder
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_folders_of_programs_are_those_no_step_writes_into(tmp_path):
    run = stage_run(tmp_path)
    assert own.programs(run.folder) == ()
    own.made(run)
    for name in ("00-init", "show"):
        (run.folder / name).mkdir()
    (run.folder / "log").touch()
    assert own.programs(run.folder) == (run.folder / "00-init", run.folder / "show")


def test_cleaning_leaves_nothing_and_follows_no_link(tmp_path):
    run = stage_run(tmp_path)
    own.made(run)
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").touch()
    (own.temporary(run) / "link").symlink_to(precious)
    own.plan_file(run).mkdir()
    own.write_private(own.show_file(run), "{}")
    own.clean(run)
    own.clean(run)
    assert list(run.folder.iterdir()) == []
    assert (precious / "file").exists()


def test_a_private_file_takes_the_place_of_a_link(tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("the server's own")
    (tmp_path / "show.json").symlink_to(precious)
    own.write_private(tmp_path / "show.json", "{}")
    assert precious.read_text() == "the server's own"
    assert (tmp_path / "show.json").stat().st_mode & 0o777 == 0o600


def test_a_private_file_takes_the_place_of_a_folder(tmp_path):
    (tmp_path / "show.json" / "in").mkdir(parents=True)
    own.write_private(tmp_path / "show.json", "{}")
    assert (tmp_path / "show.json").read_text() == "{}"
