"""Changes that try to reach what is not theirs, through steps and through HCL: they get nothing."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
from pathlib import Path

import httpx
import pytest

from support import metadata, walls
from support.house import House, running_house
from support.small_projects import terraform_data
from support.tidegate_server import SECRET
from tidegate.sandbox.github.acme import BOT

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

TOKEN = f"sandbox-{BOT}"
THEIRS = "what another change keeps to itself"
#: What a step sees of its own run.
OWN = {"home", "files"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def house(folder):
    """A server that lets changes run what they like, with another change's checkout beside."""
    walls.need()
    settings = {"TIDEGATE_ALLOW_CUSTOM_WORKFLOWS": "1", "TIDEGATE_VISIBLE_PATHS": ""}
    with running_house(folder, files={"README.md": "infra"}, **settings) as running:
        theirs = {"theirs/main.tf": terraform_data(Path("state")), "theirs/notes.txt": THEIRS}
        running.planned(running.change(theirs, branch="theirs"))
        yield running


@pytest.fixture
def data(folder) -> Path:
    """The server's data folder."""
    return folder / "data"


def tried(house: House, name: str, *commands: str, state: str = "success", code: str = "") -> str:
    """What a change's steps have printed, in clear: each command prints base64, which no redactor knows."""
    steps = [{"run": f"({each}) 2>&1 | base64 -w0; echo; true"} for each in commands]
    text = planned(house, name, [*steps, "init", "plan"], state=state, code=code)
    return "\n".join(
        base64.b64decode(line).decode(errors="replace") for line in re.findall(r"^[\w+/]{3,}=*$", text, re.MULTILINE)
    )


def planned(house: House, name: str, steps: list, *, state: str, code: str = "") -> str:
    """The log of a change whose plan stage is these steps."""
    known = set(logs(house))
    house.planned(opened(house, name, steps, code), state=state)
    (log,) = [each for each in logs(house) if each not in known]
    return log.read_text()


def opened(house: House, name: str, steps: list, code: str = "") -> int:
    """A change whose plan stage is these steps."""
    config = {
        "version": 3,
        "projects": [{"dir": name, "workflow": "evil"}],
        "workflows": {"evil": {"plan": {"steps": steps}}},
    }
    files = {"atlantis.yaml": json.dumps(config), f"{name}/main.tf": code or 'output "x" { value = 1 }\n'}
    return house.change(files, branch=name)


def logs(house: House) -> list[Path]:
    return list((house.server.folder / "data" / "runs").glob("*/log"))


def test_no_process_shows_the_servers_secrets(house):
    seen = tried(
        house,
        "environ",
        "env",
        "cat /proc/[0-9]*/environ /proc/[0-9]*/task/*/environ | tr '\\0' '\\n'",
        "cat /proc/[0-9]*/cmdline | tr '\\0' '\\n'",
        "ls -d /proc/[0-9]* | wc -l",
    )
    assert "ATLANTIS_REPO_FULL_NAME=acme/infra" in seen
    assert not [word for word in (SECRET, TOKEN, "TIDEGATE_", "GITHUB_TOKEN", "--lock-fd") if word in seen]
    assert int(seen.split()[-1]) < 10


def test_terraforms_own_functions_read_nothing_either(house, data):
    code = f"""
output "seen" {{
  value = {{
    for name in concat(
      [for each in fileset("/proc", "*/environ") : "/proc/${{each}}"],
      ["{data}/secret", "{data}/tidegate.sqlite", "/etc/shadow"],
    ) : name => try(filebase64(name), "nothing")
  }}
}}
"""
    log = planned(house, "functions", ["init", "plan"], state="success", code=code)
    found = dict(re.findall(r'"(/[^"]+)"\s+= "([^"]*)"', log))
    assert {name for name, value in found.items() if value == "nothing"} >= {f"{data}/secret", "/etc/shadow"}
    environments = [base64.b64decode(value) for name, value in found.items() if name.startswith("/proc/")]
    assert environments
    assert not [each for each in environments if b"TIDEGATE_" in each or SECRET.encode() in each]


def test_nothing_of_the_data_folder_is_there_but_what_is_the_runs_own(house, data):
    seen = tried(
        house,
        "files",
        f"find {data} -maxdepth 1 -mindepth 1 -printf '<%f>'; find {data}/runs -mindepth 2 -maxdepth 2 -printf '<%f>'",
        f"cat {data}/secret {data}/tidegate.sqlite {data}/engine.sqlite {data}/vault/* {data}/../server.log",
        f"cat {data}/worktrees/*/*/*/theirs/notes.txt; ls -d {data}/worktrees/*/*",
        "find / -xdev -name 'tidegate.sqlite*' -o -xdev -name notes.txt; ls /root /home /srv /var/lib",
    )
    assert set(re.findall("<(.*?)>", seen)) <= {"worktrees", "runs", "mirrors", "shims", "tools", *OWN}
    assert THEIRS not in seen
    assert SECRET not in seen
    assert seen.count("/worktrees/acme%2Finfra/") <= 3  # Its own, and the two files that are not there.
    assert "SQLite format" not in seen


def test_git_reads_the_history_and_changes_nothing(house, data):
    before = (data / "mirrors" / "acme%2Finfra.git" / "packed-refs", data / "mirrors" / "acme%2Finfra.git" / "config")
    texts = [file.read_text() if file.exists() else "" for file in before]
    seen = tried(
        house,
        "history",
        "git log --format=%s; git diff --stat HEAD~1; git status --short",
        "git config --list; git update-ref refs/heads/main HEAD && echo moved; git fetch && echo fetched",
        f"echo x >> {data}/mirrors/acme%2Finfra.git/config && echo wrote",
    )
    assert "The beginning" in seen
    assert "history/main.tf" in seen
    assert TOKEN not in seen
    assert not re.findall("^(moved|fetched|wrote)$", seen, re.MULTILINE)
    assert texts == [file.read_text() if file.exists() else "" for file in before]


def test_how_a_step_ended_is_not_its_to_say(house, data):
    forge = "for each in rc pid log; do echo 0 > $HOME/../00-run/$each; done"
    everywhere = f"for each in $(find {data} -name started 2>/dev/null); do echo 0 > ${{each%started}}rc; done"
    step = {"run": f"{forge}; {everywhere}; ln -s {data}/secret $PLANFILE; exit 3"}
    log = planned(house, "forging", [step], state="failure")
    assert log.count("cannot create") == 3
    (run,) = [each.parent for each in logs(house) if each.read_text() == log]
    assert (run / "00-run" / "rc").read_text() == "3"
    assert int((run / "00-run" / "pid").read_text()) > 0


def test_a_link_in_the_place_of_a_plan_gets_nobody_the_servers_secret(house, data):
    steps = ["init", "plan", {"run": f"ln -sf {data}/secret $PLANFILE"}]
    planned(house, "linked", steps, state="failure")
    kept = [file for file in (data / "vault").iterdir() if file.stat().st_size < 1000]
    assert not kept, "a plan of the size of a key"


def test_code_that_a_step_tidies_up_is_examined_as_it_was_committed(house):
    tidy = {"run": "terraform fmt"}
    number = opened(house, "tidying", ["init", "plan", tidy], 'output "x" {\nvalue   = 1\n}\n')
    said = house.planned(number)
    assert "tidying/main.tf" in said
    assert "This file is not formatted" in said


def test_killing_everything_kills_only_the_step_itself(house):
    planned(house, "killing", [{"run": "kill -9 -1; kill -9 1; kill -9 $PPID; exit 3"}], state="failure")
    assert httpx.get(f"{house.server.url}/healthz").is_success
    assert "fine" in tried(house, "afterwards", "echo fine")


def test_neither_metadata_nor_the_server_itself_can_be_reached(house):
    walls.need_network()
    with metadata.listening() as port:
        socket.create_connection((metadata.ADDRESS, port), 5).close()
        places = ((metadata.ADDRESS, port), ("127.0.0.1", house.server.port), ("10.0.2.2", house.server.port))
        tries = [f"timeout 3 bash -c 'echo > /dev/tcp/{host}/{number}' && echo reached" for host, number in places]
        seen = tried(house, "network", *tries, "cat /etc/resolv.conf")
    assert "nameserver" in seen
    assert "reached" not in seen


def test_nothing_a_step_leaves_running_outlives_it(house, folder):
    mark = str(31_536_000 + os.getpid())
    seen = tried(house, "leaving", f"setsid sleep {mark} >/dev/null 2>&1 & echo left")
    assert "left" in seen
    running = [path for path in Path("/proc").glob("[0-9]*/cmdline") if mark.encode() in _read(path).split(b"\0")]
    assert not running


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
