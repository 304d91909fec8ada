"""The files people write, on this machine: which kind each is, by its name or its keys, and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, assert_never

from tidegate.config.atlantis_files.atlantis import read_atlantis
from tidegate.config.atlantis_files.repos import read_repos, read_repos_json
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import Policy
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.model import RepoConfig
from tidegate.core.projects.repos import ServerConfig

Kind = Literal["atlantis", "governance", "repos", "repos as JSON"]

NAMES: dict[str, Kind] = {
    "atlantis.yaml": "atlantis",
    "tidegate.yaml": "governance",
    "repos.yaml": "repos",
    "repos.json": "repos as JSON",
}
MISNAMED = {"atlantis.yml": "atlantis.yaml", "tidegate.yml": "tidegate.yaml"}


def text_of(file: Path) -> str:
    """What a file holds.

    Raises:
        BadInput: It cannot be read, or goes under a name nobody reads.
    """
    if file.name in MISNAMED:
        raise _whole(file, "A file of this name is not read.", f"Rename it to {MISNAMED[file.name]}.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _whole(file, "The file is not readable text.", "Save it as UTF-8.") from None
    except OSError as error:
        raise _whole(file, f"The file cannot be read: {error.strerror}.") from None


def kind_of(file: Path, text: str) -> Kind:
    """By name; a file called otherwise is taken for what its keys look like."""
    if file.name in NAMES:
        return NAMES[file.name]
    if file.suffix == ".json":
        return "repos as JSON"
    lines = text.splitlines()
    if any(line.startswith("repos:") for line in lines):
        return "repos"
    return "atlantis" if any(line.startswith(("projects:", "workflows:")) for line in lines) else "governance"


def server_kind(file: Path) -> Kind:
    """Of a file that was named as the server's."""
    return "repos as JSON" if file.suffix == ".json" else "repos"


def read(kind: Kind, text: str, file: str) -> RepoConfig | Policy | ServerConfig:
    """What a text says.

    Raises:
        BadInput: With every problem of the text.
    """
    match kind:
        case "atlantis":
            return read_atlantis(text, file)
        case "governance":
            return read_governance(text, file, file)
        case "repos":
            return read_repos(text, file)
        case "repos as JSON":
            return read_repos_json(text, file)
        case _:
            assert_never(kind)


def rules_in(file: Path) -> Policy:
    """The governance file at a path.

    Raises:
        BadInput: It cannot be read, or with every problem of its text.
    """
    return read_governance(text_of(file), str(file), str(file))


def _whole(file: Path, message: str, suggestion: str = "") -> BadInput:
    mark = Mark(file=str(file), line=1)
    return BadInput((Problem(mark=mark, path="", text="", message=message, suggestion=suggestion),))
