"""What the demo stands on; its story is played in tests/e2e."""

import socket

from tidegate.config.server_settings.server import load
from tidegate.sandbox.demo import guidance, lay


def test_the_ground_is_laid_afresh_with_settings_a_server_takes(tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "left over").touch()
    ground = lay(folder)
    assert not (folder / "left over").exists()
    settings = load(ground.settings)
    assert settings.base_url == ground.tidegate_url
    assert settings.github_url == ground.sandbox_url


def test_people_are_told_where_to_go_and_what_to_do_there_first(tmp_path):
    ground = lay(tmp_path / "demo")
    told = guidance(ground, tmp_path / "demo")
    for needed in (ground.sandbox_url, ground.tidegate_url, "Be alice", "docs/guides/try-the-demo.md"):
        assert needed in told


def test_a_taken_port_is_stepped_aside_from(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        first = lay(tmp_path / "one")
        with socket.socket() as busy:
            busy.bind(("127.0.0.1", int(first.sandbox_url.rsplit(":", 1)[1])))
            busy.listen()
            second = lay(tmp_path / "two")
    assert second.sandbox_url != first.sandbox_url
