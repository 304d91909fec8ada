"""Which projects a command is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tidegate.core.commands.model import Scope
from tidegate.core.gates.policy import Environment, Governance, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.projects.environments import by_word, environment_of, not_from_here
from tidegate.core.projects.globs import fits_glob, is_glob
from tidegate.core.projects.model import Project
from tidegate.core.regexes import NotAPattern, compiled, may_run_long
from tidegate.core.words import Wording, Words, joined, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """Nothing fits, or more than one thing does; `reply` is a sentence with the remedy."""

    reply: Words


def pick_to_plan(
    scope: Scope,
    touched: Sequence[Project],
    declared: Sequence[Project],
    policy: Governance,
    base_branch: str,
    regexp_prefixes: tuple[str, ...] | None = None,
) -> Picked | NotFound:
    """Projects to plan: those the change touches, or any declared one asked for by name or place.

    A directory nobody declared is planned as it is (Atlantis: `-d`, `-w`). `-p` is a regular expression unless
    `regexp_prefixes` is None.
    """
    known = tuple(dict.fromkeys((*touched, *declared)))
    found = _pick(scope, touched, known, policy, base_branch, regexp_prefixes)
    if isinstance(found, Picked) or not _is_place(scope) or is_glob(scope.dir or "") or _at_dir(scope, known):
        return found
    return Picked(projects=(Project(dir=scope.dir or ".", workspace=scope.workspace or "default"),))


def pick_planned(
    scope: Scope,
    planned: Sequence[Project],
    policy: Governance,
    base_branch: str,
    regexp_prefixes: tuple[str, ...] | None = None,
) -> Picked | NotFound:
    """Projects to apply or explain, out of those that have a plan."""
    return _pick(scope, planned, planned, policy, base_branch, regexp_prefixes)


def only_touched(picked: Picked, touched: Collection[Project]) -> Picked | NotFound:
    """Of what was asked for, what the change touches (Atlantis: `--restrict-file-list`)."""
    inside = tuple(project for project in picked.projects if project in touched)
    if inside or not picked.projects:
        return Picked(projects=inside)
    return NotFound(
        reply=say(
            "This change has no file that {projects} cares about, and this server plans only what a change touches.",
            projects=joined(", ", (_quoted(project.label) for project in picked.projects)),
        )
    )


def _pick(
    scope: Scope,
    here: Sequence[Project],
    known: Sequence[Project],
    policy: Governance,
    base_branch: str,
    regexp_prefixes: tuple[str, ...] | None,
) -> Picked | NotFound:
    """`here` is what the change is about, `known` what may be asked for by name."""
    if scope.word is not None:
        return _by_word(scope.word, here, known, policy, base_branch)
    if scope.project is not None and regexp_prefixes is not None:
        return _by_expression(scope.project, known, policy, regexp_prefixes)
    if scope.project is not None:
        return _by_name(scope.project, known, policy)
    if _is_place(scope):
        return _by_place(scope, known)
    return Picked(projects=tuple(here))


def _by_word(
    word: str, here: Sequence[Project], known: Sequence[Project], policy: Governance, base_branch: str
) -> Picked | NotFound:
    environments = by_word(policy, word) if isinstance(policy, Policy) else ()
    named = tuple(project for project in known if project.name == word)
    if len(environments) > 1:
        names = listed(each.name for each in environments)
        return NotFound(
            reply=say("{word} names the environments {names}; write one of these.", word=_quoted(word), names=names)
        )
    if not environments or not isinstance(policy, Policy):
        return _by_name(word, known, policy)
    inside = tuple(project for project in here if environment_of(project, policy) == environments[0])
    if named and inside and set(named) != set(inside):
        return NotFound(
            reply=say(
                "{word} names the environment {environment} and a project; write {other}, or {flag} for the project.",
                word=_quoted(word),
                environment=environments[0].name,
                other=_other_words(environments[0], word),
                flag=_quoted(f"-p {word}"),
            )
        )
    return Picked(projects=inside or named) if inside or named else _nothing_in(environments[0], policy, base_branch)


def _nothing_in(environment: Environment, policy: Policy, base_branch: str) -> NotFound:
    elsewhere = not_from_here(base_branch, environment, policy)
    if elsewhere is None:
        return NotFound(
            reply=say(
                "This change has nothing in {environment}. `plan` shows what it touches.",
                environment=environment.called,
            )
        )
    return NotFound(reply=joined(" ", filter(None, (elsewhere.because, elsewhere.next))))


def _by_name(name: str, known: Iterable[Project], policy: Governance) -> Picked | NotFound:
    projects = tuple(known)
    found = tuple(project for project in projects if project.name == name)
    if found:
        return Picked(projects=found)
    names = [project.name for project in projects if project.name]
    words = [word for each in policy.environments.values() for word in each.words] if isinstance(policy, Policy) else []
    close = get_close_matches(name, [*words, *names], n=1)
    meant = say("Did you mean `{meant}`?", meant=close[0]) if close else _choices([*words, *names])
    absent = say("There is no environment or project called {name} here.", name=_quoted(name))
    return NotFound(reply=joined(" ", filter(None, (absent, meant))))


def _by_expression(
    written: str, known: Iterable[Project], policy: Governance, prefixes: tuple[str, ...]
) -> Picked | NotFound:
    """Projects whose whole name the expression fits (Atlantis: `--enable-regexp-cmd`).

    One for several projects has to begin with an allowed prefix, where there are any.
    """
    projects = tuple(known)
    try:
        if may_run_long(written):
            return NotFound(
                reply=say("{pattern} repeats what repeats; write it more plainly.", pattern=_quoted(written))
            )
        expression = compiled(f"^(?:{written})$")
    except NotAPattern as error:
        return NotFound(reply=say("{pattern} is not a regular expression: {why}.", pattern=_quoted(written), why=error))
    found = tuple(project for project in projects if project.name and expression.search(project.name))
    if not found:
        return _by_name(written, projects, policy)
    if len(found) > 1 and prefixes and not written.startswith(prefixes):
        return NotFound(
            reply=say(
                "{pattern} fits {count} projects; an expression for several has to begin with {prefixes} here "
                "(`allowed_regexp_prefixes`).",
                pattern=_quoted(written),
                count=len(found),
                prefixes=listed((f"`{prefix}`" for prefix in prefixes), "or"),
            )
        )
    return Picked(projects=found)


def _by_place(scope: Scope, known: Sequence[Project]) -> Picked | NotFound:
    """Projects at a directory and workspace; `.` and `default` where one is not given (Atlantis).

    A glob without a workspace is about all of them.
    """
    there = _at_dir(scope, known)
    if there and scope.workspace is None and is_glob(scope.dir or ""):
        return Picked(projects=there)
    wanted = scope.workspace or "default"
    found = tuple(project for project in there if project.workspace == wanted)
    if found:
        return Picked(projects=found)
    if scope.workspace is None and len({project.workspace for project in there}) == 1:
        return Picked(projects=there)
    directory = scope.dir or "."
    if not there:
        return NotFound(reply=say("There is no project in {dir}.", dir=_quoted(directory)))
    return NotFound(
        reply=say(
            "{dir} has no workspace {workspace}; it has {workspaces}: give one by -w.",
            dir=_quoted(directory),
            workspace=_quoted(wanted),
            workspaces=joined(", ", (f"`{each}`" for each in sorted({project.workspace for project in there}))),
        )
    )


def _at_dir(scope: Scope, known: Iterable[Project]) -> tuple[Project, ...]:
    """Projects whose directory is the one asked for, or that fit it as a glob."""
    wanted = scope.dir or "."
    return tuple(p for p in known if p.dir == wanted or (is_glob(wanted) and fits_glob(wanted, p.dir)))


def _is_place(scope: Scope) -> bool:
    return scope.dir is not None or scope.workspace is not None


def _other_words(environment: Environment, word: str) -> Words:
    others = [each for each in environment.words if each.lower() != word.lower()]
    if not others:
        return say("an alias of the environment")
    return say("`{word}` for the environment", word=others[0])


def _choices(words: Sequence[str]) -> Wording:
    if not words:
        return ""
    return say("There are: {words}.", words=joined(", ", (f"`{word}`" for word in dict.fromkeys(words))))


def _quoted(words: str) -> str:
    """Somebody's own words as inline code that they cannot leave."""
    return f"`{words.replace('`', chr(39))}`"
