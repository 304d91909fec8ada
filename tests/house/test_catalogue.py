"""Every sentence the product says has its Korean line, and the catalogue holds none that nobody says."""

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from support.paths import SOURCE
from tidegate.render.words import sections

SECTIONS = sections("ko")


def _said(tree: ast.AST) -> Iterator[tuple[int, ast.expr]]:
    """Line and template of every call of `say`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            yield node.lineno, node.args[0]


def _templates(template: ast.expr) -> list[str] | None:
    """The literal a call of `say` has, or both of `"..." if x else "..."`; None when it is made at run time."""
    match template:
        case ast.Constant(value=str(words)):
            return [words]
        case ast.IfExp(body=body, orelse=orelse):
            both = [_templates(body), _templates(orelse)]
            return None if None in both else [words for one in both for words in one or []]
        case _:
            return None


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _files() -> dict[str, list[tuple[int, ast.expr]]]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if _imports_say(tree):
            found[str(path.relative_to(SOURCE))] = list(_said(tree))
    return found


def _imports_say(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "tidegate.core.words"
        and any(alias.name == "say" for alias in node.names)
        for node in ast.walk(tree)
    )


#: What is filled into sentences of gates, by what holds it: why something is not known, not proven, not priced.
REASONS = {
    "Unknown": {"unknown_because"},
    "Unproven": {"because"},
    "Vacancy": {"because"},
    "Promotion": {"skips", "proven_by"},
    "Posting": {"beyond"},
    "Facts": {"claim", "held", "applies_stopped"},
    "ResourceCost": {"unpriced"},
    "CostEstimate": {"trouble"},
    "CheckResult": {"reason"},
}
RAISED = {"ToolFailed", "Unpriced"}


def _reasons(tree: ast.AST) -> Iterator[tuple[int, ast.expr]]:
    """Line and value of every reason that is given where it is made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names = REASONS.get(node.func.id, set())
            named = [given.value for given in node.keywords if given.arg in names]
            raised = node.args[:1] if node.func.id in RAISED else []
            yield from ((node.lineno, value) for value in (*named, *raised))


def _is_english(value: ast.expr) -> bool:
    return isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and bool(value.value))


FILES = _files()
SPOKEN = {
    name: {words for _, template in calls for words in _templates(template) or []} for name, calls in FILES.items()
}
KOREAN = {template: korean for lines in SECTIONS.values() for template, korean in lines.items()}


@pytest.mark.parametrize("file", FILES)
def test_a_template_is_written_where_it_is_said(file):
    made = [line for line, template in FILES[file] if _templates(template) is None]
    assert not made, f"{file}: `say` wants a literal template, see lines {made}"


@pytest.mark.parametrize("file", FILES)
def test_every_sentence_has_its_korean_line(file):
    assert sorted(SPOKEN[file] - set(KOREAN)) == [], f"add these to {file} in render/locales/ko.yaml"


@pytest.mark.parametrize("room", ["core", "flows", "cost", "checks"])
def test_a_reason_that_is_filled_into_a_sentence_is_in_the_readers_language_too(room):
    made = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted((SOURCE / room).rglob("*.py"))
        for line, value in _reasons(ast.parse(path.read_text(encoding="utf-8")))
        if _is_english(value)
    ]
    assert made == [], "make these with `say`"


@pytest.mark.parametrize("section", SECTIONS)
def test_the_catalogue_holds_no_line_that_nobody_says(section):
    stale = sorted(set(SECTIONS[section]) - SPOKEN.get(section, set()))
    assert stale == [], f"{section} does not say these any more"


@pytest.mark.parametrize("template", KOREAN)
def test_both_languages_fill_in_the_same_names(template):
    assert _names(template) == _names(KOREAN[template])


def test_a_sentence_is_the_same_wherever_it_stands():
    for file, lines in SECTIONS.items():
        assert lines == {template: KOREAN[template] for template in lines}, file
