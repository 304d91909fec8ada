"""Globs over directories, in a project's `dir` and after `-d`, as Atlantis reads them (bmatcuk: doublestar)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.find import on_base_branch
from tidegate.core.projects.model import Project, RepoConfig

_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
_RUN = re.compile(r"(?<![^/])\*\*(?:/\*\*)+(?![^/])")
_TOKEN = re.compile(
    r"(?P<directories>(?<![^/])\*\*/)|(?P<any>\*+)|(?P<one>\?)"
    r"|\[(?P<negated>[!^]?+)(?P<members>(?:[^\\\]]|\\.)+)\]|(?P<sign>\\?.)",
    re.DOTALL,
)


def is_glob(directory: str) -> bool:
    """Whether Atlantis takes a directory for a glob. Braces alone do not make it one."""
    return any(sign in directory for sign in "*?[")


def fits_glob(glob: str, directory: str) -> bool:
    """Whether a directory, `.` for the root, is what a glob says. One with a fault fits its own text."""
    regex = _regex(glob)
    return regex.fullmatch(directory) is not None if regex else directory == glob


def expand_globs(config: RepoConfig, files: Collection[str], *, base_branch: str | None = None) -> RepoConfig:
    """The file with each project whose `dir` is a glob replaced by one for each directory it fits.

    Directories are those with Terraform or Terragrunt code in `files`; a glob that fits none is fine, and what comes
    of one has no name.

    Raises:
        BadInput: Two projects share directory and workspace and the later one has no name, among those that take part
            in changes into `base_branch`.
    """
    if not any(is_glob(project.dir) for project in config.projects):
        return config
    homes = sorted({posixpath.dirname(path) or "." for path in files if _is_code(path)})
    expanded = tuple(each for project in config.projects for each in _expanded(project, homes))
    problems = tuple(_clashes(expanded if base_branch is None else on_base_branch(expanded, base_branch), config.file))
    if problems:
        raise BadInput(problems)
    return replace(config, projects=expanded)


def _expanded(project: Project, homes: Iterable[str]) -> tuple[Project, ...]:
    if not is_glob(project.dir):
        return (project,)
    glob = posixpath.normpath(project.dir)
    return tuple(replace(project, dir=home, name=None) for home in homes if _holds(glob, home))


def _holds(glob: str, home: str) -> bool:
    """The root is a directory inside itself for `**` only."""
    return set(glob.split("/")) == {"**"} if home == "." else fits_glob(glob, home)


def _is_code(path: str) -> bool:
    return path.endswith(_SUFFIXES) or posixpath.basename(path) == "terragrunt.hcl"


def _clashes(projects: Iterable[Project], file: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Project] = {}
    for project in projects:
        earlier = seen.setdefault((project.dir, project.workspace), project)
        if earlier is not project and project.name is None:
            where = f" ({earlier.at.short})" if earlier.at else ""
            yield Problem(
                mark=project.at or Mark(file=file, line=1),
                path="projects",
                text=project.dir,
                message=f"The directory `{project.dir}` with the workspace `{project.workspace}` "
                f"is a project already{where}.",
                suggestion="Narrow the pattern, or put the project with a name of its own after it.",
            )


@lru_cache(maxsize=1024)
def _regex(glob: str) -> re.Pattern[str] | None:
    try:
        return re.compile("".join(_parts(_RUN.sub("**", glob))), re.DOTALL)
    except re.error:
        return None


def _parts(glob: str) -> Iterator[str]:
    """Regular expression of a glob. `**` as a whole segment stands for any directories or none."""
    if glob == "**":
        yield ".*"
        return
    body, depth = glob.removesuffix("/**"), 0
    for token in _TOKEN.finditer(body):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        yield _written(token, inside_braces=depth > 0)
    if body != glob:
        yield "(?:/.*)?"


def _written(token: re.Match[str], *, inside_braces: bool) -> str:
    match token.lastgroup:
        case "directories":
            return "(?:.*/)?"
        case "any":
            return "[^/]*"
        case "one":
            return "[^/]"
        case "members":
            return f"(?!/)[{'^' if token['negated'] else ''}{_members(token['members'])}]"
        case _ if token[0] in "{}" or (token[0] == "," and inside_braces):
            return {"{": "(?:", ",": "|", "}": ")"}[token[0]]
        case _ if token[0] == "[":
            raise re.error("a `[` is not closed")
        case _:
            return re.escape(token[0].removeprefix("\\") or "\\")


def _members(written: str) -> str:
    """What stands between the brackets of a class: signs and ranges of signs."""
    ends = (filter(None, found) for found in re.findall(r"\\?(.)(?:-\\?(.))?", written, re.DOTALL))
    return "".join("-".join(map(re.escape, pair)) for pair in ends)
