"""Writes docs/reference from the code: settings, commands, gates, rules of checks and keys of the files people write.

`python tools/reference.py` writes the pages; with `--check` it names those that are not current and exits with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import atlantis_keys
import governance_keys
import price_table

from tidegate.checks.isolation import ISOLATION
from tidegate.checks.names import NAMES
from tidegate.checks.rules.table import RULES
from tidegate.config.governance_file.schema import schema_text
from tidegate.config.server_settings.server import SETTINGS
from tidegate.core.checks.model import SEVERITIES
from tidegate.core.checks.same import SAME
from tidegate.core.checks.severities import TABLE
from tidegate.core.commands.spec import CommandSpec
from tidegate.core.commands.table import ALLOWED, COMMANDS, LATER_COMMANDS, LATER_FLAGS
from tidegate.core.gates.decision import Action
from tidegate.core.gates.said.waive import NEVER
from tidegate.core.gates.table import ASKED, DEMANDED, GATES, GOVERNED, REQUIRED

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made from the code by tools/reference.py; change the code and run it. -->"

#: Rules of the checks `naming` and `tags`.
NAMED_AND_TAGGED = ("name_template", "required_tag", "allowed_tag")
#: Rules of checks of the code, which are called as their check.
OF_CODE = (ISOLATION,)


def pages() -> dict[str, str]:
    """File name → text of each page."""
    made = {
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "gates.md": gates_page(),
        "governance.md": governance_keys.page(),
        "checks.md": checks_page(),
        "prices.md": price_table.page(),
        "atlantis-files.md": atlantis_keys.page(),
    }
    texts = {name: "\n".join((MADE, *lines, "")) for name, lines in made.items()}
    return {**texts, "tidegate.schema.json": schema_text()}


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
    yield from (f"## `{spec.title}`", "", str(spec.text), "", f"`atlantis {' '.join(filter(None, words))}`")
    for example, text in spec.examples:
        yield from ("", f"Example: `atlantis {example}` — {text}.")
    if spec.flags:
        rows = (
            (f"`{', '.join(filter(None, (f'-{f.short}' if f.short else '', f'--{f.long}')))}`", f.value, str(f.text))
            for f in spec.flags
        )
        yield from ("", *_table(("flag", "value", "what it does"), rows))


def gates_page() -> list[str]:
    marks = {"x": "must pass", "r": "reported", "-": ""}
    columns: tuple[Action, ...] = ("plan", "merge", "apply", "emergency", "rollback")
    rows = ((f"`{name}`", *(marks[ASKED[name][action]] for action in columns), _sentence(name)) for name in GATES)
    return [
        "# Gates",
        "",
        "A gate looks at recorded facts and answers pass, warn, pending or block, with a reason, the rule's file and",
        "line, and a remedy. An apply runs when no gate that is asked blocks or is pending.",
        "The column `merge` says what a merge where nothing is applied is held against, and merging by itself, see",
        "`automerge`. In an emergency, what is reported of `checklist`, `reviews` and `window` is owed afterwards.",
        f"Whatever else a change does, what it edits of the rules is held against {_codes(_of_the_rules())} alone and",
        "shown as the status `atlantis/rules`.",
        "",
        *_table(("gate", *columns, "what it asks for"), rows),
        "",
        f"{_codes(GOVERNED)} are asked only where an environment of tidegate.yaml holds the project.",
        f"{_codes(REQUIRED)} are asked only where a project or its workflow's stage lists them as a requirement,",
        "`undiverged` also where its row says so.",
        f"{_codes(DEMANDED)} must pass only where the environment's `apply.require` asks for it; else it is reported.",
        f"{_codes(NEVER)} are never waived; of the others `waivers` says who may.",
    ]


def _of_the_rules() -> tuple[str, ...]:
    return tuple(name for name, row in ASKED.items() if row["rules"] == "x")


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
        "## Code",
        "",
        *_table(("rule", "severity"), ((f"`{rule}`", TABLE[rule]) for rule in OF_CODE)),
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
    own = {*RULES, *NAMED_AND_TAGGED, *OF_CODE}
    return [rule for rule, each in TABLE.items() if each == severity and rule not in own]


def _rule_sentence(rule: str) -> str:
    """What the rule's own file says of it, without its name before it."""
    said = sys.modules[RULES[rule].__module__].__doc__ or ""
    text = " ".join(said.split()).removeprefix(f"Rule `{rule}`: ")
    return text[:1].upper() + text[1:]


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
