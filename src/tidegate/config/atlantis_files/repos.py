"""`repos.yaml`, or the same as JSON → what a server says of its repositories, or every problem of the file.

Keys, defaults and rules are Atlantis's (raw/global_cfg.go); JSON is read as strictly as YAML.
"""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.config.atlantis_files.repos_raw import HookRaw, RepoEntryRaw, ServerRaw
from tidegate.config.atlantis_files.workflows import workflows
from tidegate.config.json_text import read_json
from tidegate.config.marks import Document, Scalar
from tidegate.config.problems import check, did_you_mean, refuse, some
from tidegate.config.text import read_document
from tidegate.core.marks import Problem
from tidegate.core.projects.model import Hook
from tidegate.core.projects.repos import Discovery, RepoRule, ServerConfig


def read_repos(text: str, file: str = "repos.yaml") -> ServerConfig:
    """Read a server's repository configuration.

    Raises:
        BadInput: With every problem of the file; an empty one is a problem too, as in Atlantis.
    """
    return _server(read_document(text, file), file)


def read_repos_json(text: str, file: str = "--repo-config-json") -> ServerConfig:
    """Read the same from JSON.

    Raises:
        BadInput: With every problem of the text.
    """
    return _server(read_json(text, file), file)


def _server(document: Document, file: str) -> ServerConfig:
    if isinstance(document.root, Scalar) and document.root.value is None:
        refuse([document.problem((), "The file is empty.", "Write `repos: []`, or start the server without it.")])
    checked = check(ServerRaw, document)
    across = tuple(_across(checked.model, checked.document, document)) if checked.model else ()
    refuse((*checked.problems, *across))
    assert checked.model is not None  # noqa: S101  without a model there were problems
    return ServerConfig(
        repos=tuple(_rule(entry, document, n) for n, entry in enumerate(checked.model.repos)),
        workflows=workflows(checked.model.workflows, document),
        file=file,
    )


def _across(raw: ServerRaw, document: Document, whole: Document) -> Iterator[Problem]:
    known = {"default", *whole.keys("workflows")}
    for n, entry in enumerate(raw.repos):
        named = [(("repos", n, "workflow"), entry.workflow)] if entry.workflow is not None else []
        allowed = [(("repos", n, "allowed_workflows", m), name) for m, name in enumerate(entry.allowed_workflows or [])]
        for path, name in (*named, *allowed):
            if name not in known:
                yield document.problem(path, f"There is no workflow `{name}` in this file.", did_you_mean(name, known))
    if raw.team_authz and raw.team_authz.command:
        yield document.key_problem(
            ("team_authz",),
            "Tidegate does not ask a command who may do what; without it, everybody could.",
            "Remove it, and say who may with roles in tidegate.yaml or with TIDEGATE_TEAM_ALLOWLIST.",
        )


def _rule(raw: RepoEntryRaw, document: Document, position: int) -> RepoRule:
    return RepoRule(
        id=raw.id,
        branch=raw.branch or None,
        repo_config_file=raw.repo_config_file or None,
        plan_requirements=some(raw.plan_requirements),
        apply_requirements=some(raw.apply_requirements),
        import_requirements=some(raw.import_requirements),
        pre_hooks=tuple(_hook(h, document, position, "pre", n) for n, h in enumerate(raw.pre_workflow_hooks)),
        post_hooks=tuple(_hook(h, document, position, "post", n) for n, h in enumerate(raw.post_workflow_hooks)),
        workflow=raw.workflow,
        allowed_workflows=some(raw.allowed_workflows),
        allowed_overrides=some(raw.allowed_overrides),
        allow_custom_workflows=raw.allow_custom_workflows,
        delete_source_branch_on_merge=raw.delete_source_branch_on_merge,
        lock_mode=raw.repo_locks.mode if raw.repo_locks else None,
        repo_locking=raw.repo_locking,
        policy_check=raw.policy_check,
        custom_policy_check=raw.custom_policy_check,
        discovery=_discovery(raw),
        silence_pr_comments=some(raw.silence_pr_comments),
        at=document.mark("repos", position),
    )


def _discovery(raw: RepoEntryRaw) -> Discovery | None:
    said = raw.autodiscover
    return Discovery(mode=said.mode, ignore=tuple(said.ignore_paths)) if said else None


def _hook(raw: HookRaw, document: Document, entry: int, when: str, position: int) -> Hook:
    return Hook(
        command=raw.run,
        description=raw.description,
        shell=raw.shell,
        shell_args=tuple(raw.shellArgs.split(" ")),
        commands=tuple(filter(None, map(str.strip, raw.commands.split(",")))),
        at=document.mark("repos", entry, f"{when}_workflow_hooks", position),
    )
