"""The page of keys of atlantis.yaml and repos.yaml: names and defaults from the models, sentences from here."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from tidegate.config.atlantis_files.repo_raw import RepoRaw
from tidegate.config.atlantis_files.repos_raw import ServerRaw
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN

#: By the key's own name, or by its dotted path where the same name means different things.
SENTENCES = {
    "version": "`2` or `3`; in version 2 run commands are taken apart into words.",
    "projects": "Places Terraform runs.",
    "repos": "Entries for repositories, in order; the last one that matches counts for each key.",
    "workflows": "Stages by the workflow's name; `default` is what projects that name none are given by the server.",
    "policies": "Read, without effect in this version.",
    "metrics": "Read, without effect in this version.",
    "external_stores": "Read, without effect in this version.",
    "team_authz": "Refused when it names a command.",
    "dir": "Directory from the repository's root; `*`, `?`, `[` and `**` make it stand for many.",
    "name": "Letters, digits and `- _ . ~ /`; needed where directory and workspace are the same.",
    "workspace": "Terraform workspace.",
    "projects[].branch": "`/regex/` over the base branch; for others the project is not there.",
    "repos[].branch": "`/regex/` over the base branch; changes into others are left alone."
    " Only the last matching entry's counts.",
    "workflow": "Name of a workflow.",
    "autoplan.enabled": "Plan by itself when something fitting changes.",
    "autoplan.when_modified": "Patterns from the project's directory, in order; `!` excludes.",
    "terraform_version": "One exact version.",
    "terraform_distribution": "`terraform` or `opentofu`.",
    "plan_requirements": "`approved`, `mergeable`, `undiverged`: before a plan.",
    "apply_requirements": "The same before an apply.",
    "import_requirements": "The same before an import.",
    "depends_on": "Names of projects that must be applied before this one.",
    "execution_order_group": "Smaller groups go first.",
    "delete_source_branch_on_merge": "When the server merges.",
    "repo_locking": "Older switch: `false` turns locks off.",
    "repo_locks.mode": "`on_plan`, `on_apply` or `disabled`.",
    "policy_check": "Read, without effect in this version.",
    "custom_policy_check": "Read, without effect in this version.",
    "silence_pr_comments": "`plan`, `apply`: commands that write no comment.",
    "automerge": "Merge once everything is applied; `false` beats every setting.",
    "parallel_plan": "Projects of a group side by side.",
    "parallel_apply": "The same for applies.",
    "abort_on_execution_order_fail": "A failed group stops those after it.",
    "autodiscover.mode": "`auto`, `enabled` or `disabled`: repos.yaml's counts before atlantis.yaml's.",
    "autodiscover.ignore_paths": "Globs over directories that are not discovered.",
    "emoji_reaction": "On comments that are commands.",
    "allowed_regexp_prefixes": "With which `-p` may begin when it is a regular expression.",
    "plan.steps": "Steps of a plan.",
    "apply.steps": "Steps of an apply.",
    "policy_check.steps": "Read, without effect in this version.",
    "import.steps": "Read, without effect in this version.",
    "state_rm.steps": "Read, without effect in this version.",
    "plan.enabled": "Tidegate's own: `false` refuses plans.",
    "apply.enabled": "Tidegate's own: `false` refuses applies.",
    "plan.requirements": "Tidegate's own: requirements on top of the project's.",
    "apply.requirements": "Tidegate's own: requirements on top of the project's.",
    "id": "`host/owner/name`, or `/regex/` found anywhere in it.",
    "repo_config_file": "Where the repository's own file lies.",
    "pre_workflow_hooks": "Commands before anything of a command; those of all matching entries.",
    "post_workflow_hooks": "Commands after all of it.",
    "run": "The hook's command.",
    "description": "What its status says.",
    "shell": "What runs it.",
    "shellArgs": "Its arguments, divided by blanks.",
    "commands": "Commands it runs for, divided by commas; all of them when empty.",
    "allowed_workflows": "Server workflows the repository may choose from; all when empty.",
    "allowed_overrides": "Keys the repository may set for itself.",
    "allow_custom_workflows": "The repository may define workflows.",
}
DEFAULTS = {
    "plan.steps": ", ".join(step.kind for step in DEFAULT_PLAN.steps),
    "apply.steps": ", ".join(step.kind for step in DEFAULT_APPLY.steps),
}
CLOSED = ("policies", "metrics", "external_stores", "team_authz", "steps")


def page() -> list[str]:
    """The page's lines."""
    return [
        "# Keys of atlantis.yaml and repos.yaml",
        "",
        "What is not here is refused, with the closest key suggested. Truth values may be written `yes` and `no`.",
        "",
        "## atlantis.yaml",
        "",
        *_table(RepoRaw),
        "",
        "## repos.yaml, or the same as JSON",
        "",
        *_table(ServerRaw),
        "",
        "## Steps",
        "",
        "`init`, `plan`, `apply`, `show`, `policy_check`, `import` and `state_rm` stand alone or with `extra_args`, a",
        "list. `run` takes a text, or `command`, `shell`, `shellArgs` and `output`: `show`, `hide`, `strip_refreshing`",
        "or a list of them, in which `filter_regex: PATTERN` hides what the pattern matches. `env` takes `name` with",
        "`value` or `command`; `multienv` a text, or `command` and `output`: `show` or `hide`.",
    ]


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| key | default | what it says |"
    yield "|---|---|---|"
    for path, default in keys(model):
        yield f"| `{path}` | {f'`{default}`' if default else ''} | {_sentence(path)} |"


def keys(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, str]]:
    """Dotted keys with their defaults; what is read without effect is not entered."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner, suffix = _inside(field.annotation)
        if inner is None or key in CLOSED:
            yield f"{before}{key}", _default(f"{before}{key}", field.default)
            continue
        if suffix:
            yield f"{before}{key}", ""
        yield from keys(inner, f"{before}{key}{suffix}.")


def _inside(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    """The model behind a type, and how a path goes into it: a list, names, or directly."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, ""
    if get_origin(annotation) is list:
        return _inside(get_args(annotation)[0])[0], "[]"
    if get_origin(annotation) is dict:
        return _inside(get_args(annotation)[1])[0], ".NAME"
    if get_origin(annotation) in (Annotated, Union, UnionType):
        found = [_inside(each) for each in get_args(annotation)]
        return next((each for each in found if each[0]), (None, ""))
    return None, ""


def _default(path: str, default: Any) -> str:
    for known, text in DEFAULTS.items():
        if path.endswith(f".{known}"):
            return text
    match default:
        case bool():
            return str(default).lower()
        case str() | int():
            return str(default)
        case list() if default and all(isinstance(each, str) for each in default):
            return ", ".join(default)
        case _:
            return ""


def _sentence(path: str) -> str:
    parts = path.split(".")
    tails = (".".join(parts[n:]) for n in range(len(parts)))
    return next(SENTENCES[tail] for tail in tails if tail in SENTENCES)
