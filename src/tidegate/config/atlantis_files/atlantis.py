"""`atlantis.yaml` → a valid repository configuration, or every problem of the file.

Keys, defaults and rules are Atlantis's (raw/repo_cfg.go, raw/project.go), with `enabled` and `requirements` in a
workflow's stage added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import get_args

from tidegate.config.atlantis_files.repo_raw import ProjectRaw, RepoRaw
from tidegate.config.atlantis_files.workflows import taken_apart, unfinished_commands, workflows
from tidegate.config.marks import Document, Listing, Table, text_of
from tidegate.config.problems import check, did_you_mean, refuse, some
from tidegate.config.text import read_document
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.repos import Override

OVERRIDES = frozenset(get_args(Override))


@lru_cache(maxsize=16)  # a change seldom touches the file, and one of thousands of projects takes half a second
def read_atlantis(text: str, file: str = "atlantis.yaml") -> RepoConfig:
    """Read an `atlantis.yaml`, which is None wherever the file says nothing.

    A workflow it names may be the server's: whether it exists anywhere, `core/projects/settle` finds out.

    Raises:
        BadInput: With every problem of the file.
    """
    document = read_document(text, file)
    checked = check(RepoRaw, document)
    across = tuple(_across(checked.model, checked.document, document)) if checked.model else ()
    refuse((*checked.problems, *across))
    assert checked.model is not None  # noqa: S101  without a model there were problems
    return _config(checked.model, document, file)


def wrong_name(files: Collection[str]) -> Problem | None:
    """What to say of a repository that holds the file under a name nobody reads (Atlantis: HasRepoCfg)."""
    if "atlantis.yml" not in files:
        return None
    return Problem(
        mark=Mark(file="atlantis.yml", line=1),
        path="",
        text="atlantis.yml",
        message="A file of this name is not read.",
        suggestion="Rename it to atlantis.yaml.",
    )


def _across(raw: RepoRaw, document: Document, whole: Document) -> Iterator[Problem]:
    """Rules between values. Names are those of the `whole` file: a workflow with a fault of its own still exists."""
    if whole.mark("version") is None:
        yield whole.problem(("version",), "`version` is missing.", "Write `version: 3` at the top.")
    yield from _unknown_dependencies(raw, document, _names(whole))
    yield from _doubled_names(raw, document)
    yield from _doubled_places(raw, document)
    if raw.version == 2:
        yield from unfinished_commands(raw.workflows, document)


def _names(document: Document) -> set[str]:
    projects = document.node(("projects",))
    members = projects.items if isinstance(projects, Listing) else ()
    tables = [item.node for item in members if isinstance(item.node, Table)]
    return {text_of(table.entries["name"].node) for table in tables if "name" in table.entries}


def _unknown_dependencies(raw: RepoRaw, document: Document, known: set[str]) -> Iterator[Problem]:
    for n, project in enumerate(raw.projects):
        for m, wanted in enumerate(project.depends_on):
            if wanted not in known:
                path = ("projects", n, "depends_on", m)
                yield document.problem(path, f"There is no project named `{wanted}`.", did_you_mean(wanted, known))


def _doubled_names(raw: RepoRaw, document: Document) -> Iterator[Problem]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for n, project in enumerate(raw.projects):
        if project.name:
            by_name[project.name].append(n)
    for name, positions in by_name.items():
        for n, first in _clashes(raw.projects, positions):
            line = document.node(("projects", first, "name")).mark.line
            yield document.problem(
                ("projects", n, "name"), f"The project in line {line} is named `{name}` too.", "Give each its own name."
            )


def _doubled_places(raw: RepoRaw, document: Document) -> Iterator[Problem]:
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, project in enumerate(raw.projects):
        by_place[project.dir, project.workspace].append(n)
    for (directory, workspace), positions in by_place.items():
        for n, first in _clashes(raw.projects, positions):
            nameless = next((p for p in (n, first) if raw.projects[p].name is None), None)
            if nameless is not None:
                line = document.node(("projects", first)).mark.line
                yield document.problem(
                    ("projects", n),
                    f"The project in line {line} has the same dir `{directory}` and workspace `{workspace}`.",
                    "Give both a `name`, or one of them another `workspace`.",
                )


def _clashes(projects: list[ProjectRaw], positions: list[int]) -> Iterator[tuple[int, int]]:
    """Later members of a group with the first one that is there on the same base branch."""
    first_on: dict[str | None, int] = {}
    for n in positions:
        branch = projects[n].branch
        rival = first_on.get(branch, first_on.get(None))
        if rival is None and branch is None and first_on:
            rival = next(iter(first_on.values()))
        if rival is not None:
            yield n, rival
        first_on.setdefault(branch, n)


def _config(raw: RepoRaw, document: Document, file: str) -> RepoConfig:
    own = workflows(raw.workflows, document)
    return RepoConfig(
        file=file,
        version=raw.version or 3,
        projects=tuple(_project(project, document, n) for n, project in enumerate(raw.projects)),
        workflows=taken_apart(own) if raw.version == 2 else own,
        automerge=raw.automerge,
        delete_source_branch_on_merge=raw.delete_source_branch_on_merge,
        parallel_plan=raw.parallel_plan,
        parallel_apply=raw.parallel_apply,
        abort_on_execution_order_fail=raw.abort_on_execution_order_fail,
        lock_mode=raw.repo_locks.mode if raw.repo_locks else None,
        autodiscover=raw.autodiscover.mode if raw.autodiscover else None,
        autodiscover_ignore=tuple(raw.autodiscover.ignore_paths) if raw.autodiscover else (),
        emoji_reaction=raw.emoji_reaction,
        allowed_regexp_prefixes=tuple(raw.allowed_regexp_prefixes),
        silence_pr_comments=some(raw.silence_pr_comments),
        automerge_at=document.mark("automerge"),
        keys_at=dict(_keys_at(document, len(raw.projects))),
    )


def _keys_at(document: Document, projects: int) -> Iterator[tuple[tuple[Mark, str], Mark]]:
    for n in range(projects):
        node = document.node(("projects", n))
        if isinstance(node, Table):
            for key in OVERRIDES & node.entries.keys():
                yield (node.mark, key), node.entries[key].mark


def _project(raw: ProjectRaw, document: Document, position: int) -> Project:
    return Project(
        dir=raw.dir,
        workspace=raw.workspace,
        name=raw.name,
        workflow=raw.workflow,
        autoplan=raw.autoplan.enabled,
        when_modified=tuple(raw.autoplan.when_modified),
        branch=raw.branch,
        terraform_version=raw.terraform_version,
        terraform_distribution=raw.terraform_distribution,
        plan_requirements=some(raw.plan_requirements),
        apply_requirements=some(raw.apply_requirements),
        import_requirements=some(raw.import_requirements),
        depends_on=tuple(raw.depends_on),
        execution_order_group=raw.execution_order_group,
        lock_mode=raw.repo_locks.mode if raw.repo_locks else None,
        repo_locking=raw.repo_locking,
        delete_source_branch_on_merge=raw.delete_source_branch_on_merge,
        policy_check=raw.policy_check,
        custom_policy_check=raw.custom_policy_check,
        silence_pr_comments=some(raw.silence_pr_comments),
        at=document.mark("projects", position),
    )
