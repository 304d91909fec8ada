"""A server that cannot start says why and what to do, and ends with 1 and without a traceback."""

import os
import socket
import subprocess
import sys

GOOD = {
    "TIDEGATE_WEBHOOK_SECRET": "a webhook secret of the tests",
    "TIDEGATE_GITHUB_TOKEN": "token",
    "TIDEGATE_GITHUB_URL": "http://127.0.0.1:9",  # Nobody answers there, which keeps no server from starting.
    "TIDEGATE_REPO_ALLOWLIST": "*",
    "TIDEGATE_UNSAFE_RUNNER": "1",
    "TIDEGATE_PORT": "0",
}


def refusal(folder, **settings):
    """What the server's last words are when it must not start."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **GOOD, "TIDEGATE_DATA_DIR": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "tidegate", "server"],
        env=environment | {f"TIDEGATE_{name.upper()}": value for name, value in settings.items()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    said = refusal(tmp_path, data_dir=str(tmp_path / "file" / "data"))
    assert f"TIDEGATE_DATA_DIR: The data folder {tmp_path}/file/data cannot be made: Not a directory." in said
    assert "Name a folder the server may write to." in said


def test_an_app_key_that_cannot_be_read(tmp_path):
    said = refusal(tmp_path, github_token="", github_app_id="7", github_app_private_key_file=str(tmp_path / "no.pem"))
    assert f"TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE: {tmp_path}/no.pem cannot be read" in said
    assert not (tmp_path / "data").exists()


def test_a_postgresql_that_refuses(tmp_path):
    said = refusal(tmp_path, database_url="postgresql://me:s3cret@127.0.0.1:9/none")
    assert "The database cannot be used: connection failed" in said
    assert "Check TIDEGATE_DATABASE_URL" in said
    assert "s3cret" not in said


def test_a_secret_file_others_can_read(tmp_path):
    (tmp_path / "data").mkdir()
    secret = tmp_path / "data" / "secret"
    secret.write_text("s" * 64)
    secret.chmod(0o644)
    assert f"after `chmod 600 {secret}` only its owner can" in refusal(tmp_path)


def test_a_port_that_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(tmp_path, port=str(port))
    assert f"TIDEGATE_PORT: 127.0.0.1:{port} cannot be listened on: Address already in use." in said


def test_a_database_file_that_is_none(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tidegate.sqlite").write_text("words " * 1000)
    assert "The database cannot be used: file is not a database" in refusal(tmp_path)
