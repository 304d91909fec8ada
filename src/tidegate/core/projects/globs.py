"""Globs over directories, in a project's `dir` and after `-d`, as Atlantis reads them (bmatcuk: doublestar)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.find import on_base_branch
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.wildcards import Token, Wild, matcher

_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
_RUN = re.compile(r"(?<![^/])\*\*(?:/\*\*)+(?![^/])")
_TOKEN = re.compile(
    r"(?P<below>(?<=[^/])/\*\*\Z)|(?P<all>\A\*\*\Z)|(?P<directories>(?<![^/])\*\*/)|(?P<segment>\*+)|(?P<one>\?)"
    r"|\[(?P<negated>[!^]?+)(?P<members>(?:[^\\\]]|\\.)+)\]|(?P<open>\[)|(?P<sign>\\?.)",
    re.DOTALL,
)
_BRACES = re.compile(r"(?<!\\)\{((?:[^\\{}]|\\.)*)\}", re.DOTALL)
_COMMA = re.compile(r"(?<!\\),")
_WILD = {
    "below": Wild.BELOW,
    "all": Wild.ANYTHING,
    "directories": Wild.DIRECTORIES,
    "segment": Wild.SEGMENT,
}
_MANY_WAYS, _MANY_BRACES = 256, 16


def is_glob(directory: str) -> bool:
    """Whether Atlantis takes a directory for a glob. Braces alone do not make it one."""
    return any(sign in directory for sign in "*?[")


def fits_glob(glob: str, directory: str) -> bool:
    """Whether a directory, `.` for the root, is what a glob says. One with a fault fits its own text."""
    return any(fits(directory) for fits in _matchers(glob))


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
def _matchers(glob: str) -> tuple[Callable[[str], bool], ...]:
    """One for each way its braces can be read; a glob with a fault, or with too many ways, fits its own text."""
    try:
        ways = tuple(islice(_ways(glob), _MANY_WAYS + 1)) if glob.count("{") <= _MANY_BRACES else ()
        if not 0 < len(ways) <= _MANY_WAYS:
            return (glob.__eq__,)
        return tuple(matcher([_token(found) for found in _TOKEN.finditer(_RUN.sub("**", way))]) for way in ways)
    except re.error:
        return (glob.__eq__,)


def _ways(glob: str) -> Iterator[str]:
    """A glob with braces as globs without, the innermost braces first."""
    found = _BRACES.search(glob)
    if not found:
        yield glob
        return
    for part in _COMMA.split(found[1]):
        yield from _ways(f"{glob[: found.start()]}{part}{glob[found.end() :]}")


def _token(found: re.Match[str]) -> Token:
    if found.lastgroup in _WILD:
        return _WILD[found.lastgroup]
    if found.lastgroup == "members":
        return re.compile(f"(?!/)[{'^' if found['negated'] else ''}{_members(found['members'])}]")
    if found.lastgroup == "open":
        raise re.error("a `[` is not closed")
    return re.compile("[^/]" if found.lastgroup == "one" else re.escape(found[0][-1]))


def _members(written: str) -> str:
    """What stands between the brackets of a class: signs and ranges of signs."""
    ends = (filter(None, found) for found in re.findall(r"\\?(.)(?:-\\?(.))?", written, re.DOTALL))
    return "".join("-".join(map(re.escape, pair)) for pair in ends)
