"""Which terraform or tofu a project runs with: one that is here, else one downloaded."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from tidegate.core.errors import TerraformMissing
from tidegate.core.projects.model import Project
from tidegate.core.words import Words, say
from tidegate.terraform import process, versions
from tidegate.terraform.versions import Version
from tidegate.terraform.worktree_files import read_text

if TYPE_CHECKING:
    from tidegate.terraform.releases import Releases  # With its HTTP client, which a laptop does not need.

VERSION_TIMEOUT = 30.0
LONGEST = 200  # Characters of a constraint; what is longer is none.
ANY = ">= 0"
POLL = 0.1  # Seconds.

_REQUIRED = re.compile(
    rf'^(?:[ \t]*terraform[ \t]*\{{)?[ \t]*required_version[ \t]*=[ \t]*"([^"\n]{{0,{LONGEST}}})"', re.MULTILINE
)

Distribution = Literal["terraform", "opentofu"]
PROGRAMS: Mapping[Distribution, str] = {"terraform": "terraform", "opentofu": "tofu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """A terraform or tofu that is here."""

    path: Path
    version: Version


class Binaries:
    """The binaries of this server. One may be asked from several threads and event loops.

    Args:
        folder: Where downloads go.
        given: A binary to use instead of looking on PATH.
        releases: Where to download Terraform from; None for no downloads.
        opentofu: Where to download OpenTofu from; None for no downloads.
        distribution: What projects use that name none.
    """

    def __init__(
        self,
        folder: Path,
        *,
        given: Path | None = None,
        releases: Releases | None = None,
        opentofu: Releases | None = None,
        distribution: Distribution = "terraform",
    ) -> None:
        self._folder = folder
        self._given = given
        self._releases: Mapping[Distribution, Releases | None] = {"terraform": releases, "opentofu": opentofu}
        self.distribution = distribution
        self._known: dict[Path, Binary] = {}
        self._download = Lock()

    async def find(self, constraint: str | None, distribution: Distribution | None = None) -> Binary:
        """A binary that fits, of the server's distribution if none is given; any when there is no constraint.

        Raises:
            TerraformMissing: None does, or the constraint cannot be read; the text says what to do.
        """
        distribution = distribution or self.distribution
        try:
            here = await self._here(distribution)
            if here and (constraint is None or versions.fits(here.version, constraint)):
                return here
            return await self._downloaded(constraint, distribution, here)
        except ValueError as error:
            unread = say(
                "The {program} version asked for cannot be read: {why}.", program=PROGRAMS[distribution], why=error
            )
            raise TerraformMissing(unread) from None

    async def _here(self, distribution: Distribution) -> Binary | None:
        program = PROGRAMS[distribution]
        found = self._given if self._given and self._given.name == program else shutil.which(program)
        return await self._binary(Path(found)) if found else None

    async def _downloaded(self, constraint: str | None, distribution: Distribution, here: Binary | None) -> Binary:
        releases = self._releases[distribution]
        if releases is None:
            raise TerraformMissing(_missing(constraint, distribution, here))
        wanted = constraint or ANY
        async with _held(self._download):
            version = versions.exact(wanted) or await releases.newest(wanted)
            kept = self._folder / str(version) / PROGRAMS[distribution]
            path = kept if await asyncio.to_thread(kept.exists) else await releases.download(version, self._folder)
        return await self._binary(path)

    async def _binary(self, path: Path) -> Binary:
        if path not in self._known:
            line = (str(path), "version", "-json")
            environment = {"CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": "/dev/null", "PATH": "/usr/bin:/bin"}
            try:
                done = await process.capture(line, Path("/"), environment, VERSION_TIMEOUT)
                version = versions.parse(json.loads(done.output)["terraform_version"])
            except (OSError, ValueError, KeyError) as error:
                raise TerraformMissing(f"{path} does not say its version as terraform does: {error}") from error
            self._known[path] = Binary(path=path, version=version)
        return self._known[path]


def wanted_version(project: Project, worktree: Path) -> str | None:
    """The constraint on a project's version: its own, else its `.terraform-version`, else its code's."""
    if project.terraform_version:
        return project.terraform_version
    folder = worktree / project.dir
    named = (read_text(folder / ".terraform-version", worktree) or "").strip()
    if named and len(named) <= LONGEST and _is_constraint(named):
        return named
    code = [*folder.glob("*.tf"), *folder.glob("*.tofu")]
    required = [found for path in code for found in _REQUIRED.findall(read_text(path, worktree) or "")]
    return ",".join(required) or None


def _is_constraint(named: str) -> bool:
    """Version managers take more words than versions there, such as `latest`; those leave the choice to the code."""
    try:
        versions.fits(versions.parse("0"), named)
    except ValueError:
        return False
    return True


@asynccontextmanager
async def _held(lock: Lock) -> AsyncIterator[None]:
    """A lock between threads, awaited: one that is bound to an event loop would not do."""
    while not lock.acquire(blocking=False):  # noqa: ASYNC110 - an Event is bound to a loop
        await asyncio.sleep(POLL)
    try:
        yield
    finally:
        lock.release()


def _missing(constraint: str | None, distribution: Distribution, here: Binary | None) -> Words:
    program = PROGRAMS[distribution]
    wanted = f"{program} {constraint}" if constraint else program
    if here:
        found = say("this server has {version}", version=here.version)
    else:
        found = say("there is no {program} on this server's PATH", program=program)
    return say(
        "The project wants {wanted}, and {found}. Put a fitting {program} on PATH or set TIDEGATE_TERRAFORM_PATH.",
        wanted=wanted,
        found=found,
        program=program,
    )
