"""What is pushed to the sample repository, as path → text: the branches at the start, then the story's pushes."""

from __future__ import annotations

from pathlib import Path

from tidegate.sandbox.sample.governance import governance
from tidegate.sandbox.sample.states import state_files

FEATURE_BRANCH = "feature/infra-add-redis-cluster"
TITLE = "feat(infra): Add Redis cluster for application caching"

_HERE = Path(__file__).parent


def base_files(states: Path) -> dict[str, str]:
    """Every file of `main`, `staging` and `develop` before the story begins.

    Args:
        states: Absolute folder of every state, outside every checkout; `write_states` fills it.
    """
    return {**_tree("base"), "tidegate.yaml": governance(states)}


def redis_files() -> dict[str, str]:
    """What `FEATURE_BRANCH` adds: the module, and a Redis cluster in all three environments."""
    return _tree("redis")


def larger_node_files() -> dict[str, str]:
    """A later push that changes the plan of staging: larger Redis nodes."""
    return _tree("larger")


def comment_files() -> dict[str, str]:
    """A later push that changes a file of staging and no plan: a comment."""
    return _tree("comment")


def pull_request_body() -> str:
    """What the feature branch's pull request says, in the convention's form."""
    return (_HERE / "pull_request.md").read_text("utf-8")


def write_states(states: Path) -> None:
    """Write every state that is there before the story begins; those already there stay."""
    for path, text in state_files(states).items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def _tree(name: str) -> dict[str, str]:
    root = _HERE / "trees" / name
    files = sorted(path for path in root.rglob("*") if path.is_file() and ".terraform" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}
