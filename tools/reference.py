"""Writes docs/reference from the code: settings, commands, gates, rules of checks and keys of the files people write.

`python tools/reference.py` writes the pages; with `--check` it names those that are not current and exits with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

import atlantis_keys
import price_table
from pydantic import BaseModel

from tidegate.checks.names import NAMES
from tidegate.checks.rules.table import RULES
from tidegate.config.governance_raw import Condition, EnvironmentRaw, GovernanceRaw, WindowRaw
from tidegate.config.resource_groups import built_in
from tidegate.config.server import SETTINGS
from tidegate.config.unenforced import (
    ENFORCED_AT_THE_TOP,
    ENFORCED_CONDITIONS,
    ENFORCED_IN_A_WINDOW,
    ENFORCED_IN_AN_ENVIRONMENT,
)
from tidegate.core.checks.model import SEVERITIES
from tidegate.core.checks.same import SAME
from tidegate.core.checks.severities import TABLE
from tidegate.core.commands.spec import CommandSpec
from tidegate.core.commands.table import ALLOWED, COMMANDS, LATER_COMMANDS, LATER_FLAGS
from tidegate.core.gates.table import ASKED, DEMANDED, GATES, GOVERNED, REQUIRED

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made from the code by tools/reference.py; change the code and run it. -->"

#: What each enforced key says; a key without a sentence here stops the tool.
SENTENCES = {
    "version": "Version of the format: `1`.",
    "timezone": "Time zone of deployment windows that name none; `UTC` by default.",
    "people": "Roles. `github` lists logins and `@org/team`; `includes` lists roles whose rights this role has too;"
    " `slack` and `deputies` are read and have no effect.",
    "environments": "The environments, by name; the keys of each follow below.",
    "checks.security.scanners": "Scanners that must run: `builtin`, `checkov`, `trivy`, `tfsec`; without it,"
    " `builtin` and those that are installed run.",
    "checks.security.block_from": "The mildest severity of a new finding that blocks: `LOW`, `MEDIUM`, `HIGH` or"
    " `CRITICAL`; `HIGH` by default.",
    "checks.security.severities": "Severities by rule id, before those this version or the tool gives; what is `WARN`"
    " never blocks.",
    "checks.naming.template": "What names of resources look like: words in braces are placeholders, `{project}`,"
    " `{environment}` and `{service}`; without it, names are free.",
    "checks.naming.applies_to": "Terraform types whose names are looked at; all by default.",
    "checks.tags.required": "Tags every resource that can have tags has; `default_tags` count.",
    "checks.tags.allowed": "Values a tag may have, by tag.",
    "checks.policies.path": "Folder of Rego policies on the branch this file is read from.",
    "resource_groups": "Terraform types by group, added to the groups below.",
    "cost.engine": "What prices plans: `catalog`, which is built in and the default, or `infracost`.",
    "cost.currency": "ISO 4217 code of estimates and limits; `USD` by default. An amount in another currency is"
    " not known.",
    "cost.overlay": "Price file on the branch this file is read from; its prices go before the engine's own.",
    "cost.usage": "File of expected usage on the branch this file is read from.",
    "resource_limits.max_cost_increase_per_pr": "How much more a month one change may cost, by environment; what it has"
    " applied there counts, and what cannot be priced is not within any limit.",
    "resource_limits.max_resources_per_pr": "How many resources of a group one change may create or replace in an"
    " environment.",
    "deployment_windows": "When an environment may be deployed to, by its name, alias or display name.",
    "environments.NAME.aliases": "Further words for the environment in commands.",
    "environments.NAME.display": "How the environment is called on pages and in comments; its name by default.",
    "environments.NAME.branch": "Branch or branches it is deployed from: the base branch of the pull request.",
    "environments.NAME.paths": "Directories that belong to it; `environments/NAME/**` and the same of each alias"
    " by default.",
    "environments.NAME.promotes_from": "The environment before it; used to say what comes next.",
    "environments.NAME.plan.allow": "Roles that may plan; everybody where it is empty.",
    "environments.NAME.apply": "`disabled`, or who may apply; nothing is applied where the key is missing.",
    "environments.NAME.apply.allow": "Roles that may apply.",
    "environments.NAME.apply.approvals.count": "How many approvals an apply takes; `1` where `approvals` is written"
    " without it, none where `approvals` is missing.",
    "environments.NAME.apply.approvals.from": "Roles whose approvals count; those of `apply.allow` by default.",
    "environments.NAME.apply.require": "Conditions that are only reported otherwise: `cost_review`, somebody who"
    " approves has seen what the change costs.",
    "environments.NAME.credentials.plan.env": "Environment variables of the plan's processes.",
    "environments.NAME.credentials.apply.env": "Environment variables of the apply's processes.",
    "environments.NAME.credentials.plan.aws.role_arn": "AWS role the server assumes for the plan's processes.",
    "environments.NAME.credentials.plan.aws.session_duration": "How long it holds: `15m` to `12h`, else `1h`.",
    "environments.NAME.credentials.plan.aws.external_id": "The external id its trust policy asks for.",
    "environments.NAME.credentials.apply.aws.role_arn": "AWS role the server assumes for the apply's processes.",
    "environments.NAME.credentials.apply.aws.session_duration": "How long it holds: `15m` to `12h`, else `1h`.",
    "environments.NAME.credentials.apply.aws.external_id": "The external id its trust policy asks for.",
    "deployment_windows.NAME.allowed": 'When it is open: `"24/7"`, `"Mon-Thu 09:00-17:00 KST"`, or dates;'
    ' `"24/7"` by default.',
    "deployment_windows.NAME.restrictions": "When it is closed all the same; the line's comment is shown as the"
    " reason.",
}


#: Rules of the checks `naming` and `tags`.
NAMED_AND_TAGGED = ("name_template", "required_tag", "allowed_tag")


def pages() -> dict[str, str]:
    """File name → text of each page."""
    made = {
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "gates.md": gates_page(),
        "governance.md": governance_page(),
        "checks.md": checks_page(),
        "prices.md": price_table.page(),
        "atlantis-files.md": atlantis_keys.page(),
    }
    return {name: "\n".join((MADE, *lines, "")) for name, lines in made.items()}


def settings_page() -> list[str]:
    rows = ((f"`{s.variable}`", f"`{s.default}`" if s.default else "", s.description) for s in SETTINGS)
    return ["# Settings of the server", "", *_table(("variable", "default", "what it is"), rows)]


def commands_page() -> list[str]:
    lines = ["# Comment commands", "", "The first word is `atlantis`, or what `TIDEGATE_EXECUTABLE_NAME` says;"]
    lines += ["`tidegate`, `run` and a mention of the server's own account do too."]
    lines += ["", f"Allowed unless the server says otherwise: {_codes(ALLOWED)}."]
    for spec in COMMANDS:
        lines += ["", *_command(spec)]
    return [
        *lines,
        "",
        "## Not in this version",
        "",
        f"These words are answered as not available yet: {_codes(LATER_COMMANDS)}.",
        f"So are these flags: {_codes(f'--{flag}' for flag in LATER_FLAGS)}.",
    ]


def _command(spec: CommandSpec) -> Iterator[str]:
    words = (spec.title, spec.shown_operand, f"[-- {spec.passes}]" if spec.passes else "")
    yield from (f"## `{spec.title}`", "", spec.text, "", f"`atlantis {' '.join(filter(None, words))}`")
    for example, text in spec.examples:
        yield from ("", f"Example: `atlantis {example}` — {text}.")
    if spec.flags:
        rows = (
            (f"`{', '.join(filter(None, (f'-{f.short}' if f.short else '', f'--{f.long}')))}`", f.value, f.text)
            for f in spec.flags
        )
        yield from ("", *_table(("flag", "value", "what it does"), rows))


def gates_page() -> list[str]:
    marks = {"x": "must pass", "r": "reported", "-": ""}
    rows = (
        (f"`{name}`", *(marks[ASKED[name][action]] for action in ("plan", "merge", "apply")), _sentence(name))
        for name in GATES
    )
    return [
        "# Gates",
        "",
        "A gate looks at recorded facts and answers pass, warn, pending or block, with a reason, the rule's file and",
        "line, and a remedy. An apply runs when no gate that is asked blocks or is pending.",
        "The column `merge` says what merging by itself is held against, see `automerge`.",
        "",
        *_table(("gate", "plan", "merge", "apply", "what it asks for"), rows),
        "",
        f"{_codes(GOVERNED)} are asked only where an environment of tidegate.yaml holds the project.",
        f"{_codes(REQUIRED)} are asked only where a project or its workflow's stage lists them as a requirement,",
        "`undiverged` also where its row says so.",
        f"{_codes(DEMANDED)} must pass only where the environment's `apply.require` asks for it; else it is reported.",
    ]


def _sentence(gate: str) -> str:
    """What the gate's own file says of it, without the gate's name before it."""
    said = sys.modules[GATES[gate].__module__].__doc__ or ""
    text = " ".join(said.split()).removeprefix(f"Gate `{gate}`: ")
    return text[:1].upper() + text[1:]


def checks_page() -> list[str]:
    rules = ((f"`{rule}`", TABLE[rule], _rule_sentence(rule), _codes(SAME[rule])) for rule in RULES)
    names = ((f"`{kind}`", ", ".join(f"`{each}`" for each in attributes)) for kind, attributes in NAMES.items())
    return [
        "# Rules of the built-in checks",
        "",
        *_table(("rule", "severity", "what it objects to", "said by other tools as"), rules),
        "",
        "## Names and tags",
        "",
        *_table(("rule", "severity"), ((f"`{rule}`", TABLE[rule]) for rule in NAMED_AND_TAGGED)),
        "",
        "The name of a type is the first of these attributes that is set:",
        "",
        *_table(("type", "attributes"), names),
        "",
        "## Severities of other tools' rules",
        "",
        "Before what the tool says. A rule that says the same as one of the above has the severity of that one, unless",
        "it stands here itself. Everything else is what its tool says, or `MEDIUM`.",
        "",
        *_table(
            ("severity", "rules"), ((name, _codes(_others(name))) for name in reversed(SEVERITIES) if _others(name))
        ),
    ]


def _others(severity: str) -> list[str]:
    """Ids of other tools' rules that have this severity."""
    own = {*RULES, *NAMED_AND_TAGGED}
    return [rule for rule, each in TABLE.items() if each == severity and rule not in own]


def _rule_sentence(rule: str) -> str:
    """What the rule's own file says of it, without its name before it."""
    said = sys.modules[RULES[rule].__module__].__doc__ or ""
    text = " ".join(said.split()).removeprefix(f"Rule `{rule}`: ")
    return text[:1].upper() + text[1:]


def governance_page() -> list[str]:
    held = enforced_keys()
    return [
        "# Keys of tidegate.yaml",
        "",
        "## Enforced",
        "",
        *_table(("key", "what it says"), ((f"`{key}`", SENTENCES[key]) for key in held)),
        "",
        "## Read, and blocking applies",
        "",
        "This version checks the spelling and type of the keys below and does not enforce them. Where one is written",
        "and says something, applies of the environment it concerns are refused with “not enforced by this version”;",
        "plans go on. `locale: en` is the one exception: it is what this version speaks.",
        "",
        *(f"- `{key}`" for key in waiting_keys()),
        "",
        "## Resource groups",
        "",
        "Names for `resource_limits.max_resources_per_pr`. An autoscaling or node group and a fleet count the",
        "instances they want, a cache its nodes, anything else is one.",
        "",
        *_table(("group", "Terraform types"), ((f"`{name}`", _codes(types)) for name, types in built_in().items())),
    ]


def enforced_keys() -> list[str]:
    """Dotted keys this version enforces, in the order of the file."""
    below = {
        "environments": sorted({*ENFORCED_IN_AN_ENVIRONMENT, "apply"}, key=_order(EnvironmentRaw)),
        "deployment_windows": sorted(ENFORCED_IN_A_WINDOW, key=_order(WindowRaw)),
    }
    top = sorted(ENFORCED_AT_THE_TOP, key=_order(GovernanceRaw))
    return [key for name in top for key in (name, *(f"{name}.NAME.{inner}" for inner in below.get(name, ())))]


def waiting_keys() -> list[str]:
    """Dotted keys this version reads and does not enforce: of the top level, of environments and of windows."""
    top = _keys(GovernanceRaw, ENFORCED_AT_THE_TOP)
    inner = (
        *(f"environments.NAME.{key}" for key in _keys(EnvironmentRaw, ENFORCED_IN_AN_ENVIRONMENT)),
        *(
            f"environments.NAME.apply.require: {word}"
            for word in get_args(Condition)
            if word not in ENFORCED_CONDITIONS
        ),
        *(f"deployment_windows.NAME.{key}" for key in _keys(WindowRaw, ENFORCED_IN_A_WINDOW)),
    )
    return [*top, *inner]


def _keys(model: type[BaseModel], enforced: frozenset[str], before: str = "") -> Iterator[str]:
    """Keys of a model; one that holds an enforced key is entered, so that the others below it are named."""
    for name, field in model.model_fields.items():
        key = f"{before}{field.alias or name}"
        inner = _model(field.annotation)
        if inner and any(known.startswith(f"{key}.") for known in enforced):
            yield from _keys(inner, enforced, f"{key}.")
        elif key not in enforced:
            yield key


def _model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return next(filter(None, map(_model, get_args(annotation))), None)
    return None


def _order(model: type[BaseModel]) -> Callable[[str], tuple[int, str]]:
    names = [field.alias or name for name, field in model.model_fields.items()]
    return lambda key: (names.index(key.partition(".")[0]), key)


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in sorted(words))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def stale(folder: Path = FOLDER) -> list[str]:
    """Names of pages that do not say what the code says."""
    return [
        name
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    if arguments == ["--check"]:
        old = stale()
        for name in old:
            print(f"docs/reference/{name} is not current: run `python tools/reference.py`.")
        return int(bool(old))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
