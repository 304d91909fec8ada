"""The code behind a plan: what its digest covers of it, and what each of its modules holds."""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.core.known import Known
from tidegate.core.plans.code import (
    ModuleCode,
    Piece,
    Reads,
    as_document,
    calls,
    covered_pieces,
    module_hashes,
    parent_of,
    reads,
)
from tidegate.core.plans.digest import touched_outputs, touched_resources
from tidegate.core.plans.feeds import feeding_values
from tidegate.core.plans.feeds import written as refers_of
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.plans.identity import Written, identity_of
from tidegate.flows.outside import outside
from tidegate.flows.planning.committed import NOTHING, Committed, committed
from tidegate.hcl.settings import written
from tidegate.hcl.tokens import pieces
from tidegate.ports.terraform import ModuleFolder, StageRun, Terraform
from tidegate.store.plans import StoredPlan

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What is behind a plan.

    Attributes:
        covered: Address of a module → what the plan's digest covers of it.
        values: What `feeds.feeding_values` says of the plan.
        modules: Address of a module → hash of its content and of all it calls.
        missing: Modules whose code could not be found.
        there: What was committed.
    """

    covered: Document
    values: Document
    modules: Mapping[str, str]
    identity: Known[Identity]
    missing: tuple[str, ...] = ()
    there: Committed = NOTHING


async def code_behind(plan: StoredPlan, run: StageRun, shown: Document) -> Behind:
    """Look at the code a plan was made from; `shown` is `terraform show -json` of the plan.

    Raises:
        StepFailed: It reads more files than anybody would review.
    """
    # What a step makes before the plan, and what init fetches, lies in the run's checkout alone. Of all else the
    # commit has the last word: what runs while a plan is made could have put other files into the checkout since.
    there = await committed(outside().checkout, plan.repo, plan.commit, filter(None, _dirs(run, shown, {}).values()))
    return await asyncio.to_thread(look, outside().terraform, run, shown, there)


def look(terraform: Terraform, run: StageRun, shown: Document, there: Committed = NOTHING) -> Behind:
    """The same, of a run of this `terraform`; blocks. `there` is what was committed of the modules of the plan."""
    dirs, local = _dirs(run, shown, terraform.installed_modules(run)), _dirs(run, shown, {})
    folders = {place: terraform.module_folder(run, place) for place in sorted(filter(None, dirs.values()))}
    code = {place: _code(folder) for place, folder in folders.items() if folder}
    home = folders.get(dirs[""])
    found = {address: code[place] for address, place in dirs.items() if place in code}
    kept = {address: there.code[place] for address, place in local.items() if place in there.code}
    documents = _Documents(terraform, run)
    whole = {address: {"planned": documents.of(each, each)} for address, each in found.items()}
    whole |= {address: {**whole.get(address, {}), "committed": _whole(each, there)} for address, each in kept.items()}
    return Behind(
        covered={
            "planned": {**dict.fromkeys(dirs), **_covered(documents.of, shown, found)},
            "committed": _covered(lambda each, root: as_document(each, there.hashes(reads(each, root))), shown, kept),
        },
        values=feeding_values(
            shown,
            touched_resources(shown),
            {
                address: (*refers_of(each), *(refers_of(kept[address]) if address in kept else ()))
                for address, each in found.items()
            },
        ),
        modules=module_hashes({address: each for address, each in whole.items() if address in found}),
        identity=identity_of(
            shown,
            terraform.backend_record(run),
            terraform.workspace(run),
            written(home.configuration) if home else Written(),
        ),
        missing=tuple(address for address in dirs if address not in found),
        there=there,
    )


def _whole(code: ModuleCode, there: Committed) -> Document:
    return as_document(code, there.hashes(reads(code, code)))


def _dirs(run: StageRun, shown: Document, installed: Mapping[str, str]) -> Mapping[str, str]:
    """Address → directory of every module of the plan, as it was installed; empty where nobody can say.

    Without a word of what was `installed`, local modules lie where their sources say.
    """
    dirs = {"": posixpath.normpath(run.project.dir)}
    for address, call in calls(shown.get("configuration", {})).items():
        source, home = str(call.get("source", "")), dirs[parent_of(address)]
        near = posixpath.join(home, source) if home and source.startswith(("./", "../")) else ""
        place = installed.get(address) or near
        dirs[address] = posixpath.normpath(place) if place else ""
    return dirs


def _covered(
    document: Callable[[ModuleCode, ModuleCode], Document], shown: Document, found: Mapping[str, ModuleCode]
) -> Document:
    touched, outputs = touched_resources(shown), touched_outputs(shown)
    return {
        address: document(covered_pieces(each, address, touched, outputs), found.get("", each))
        for address, each in found.items()
    }


def _code(folder: ModuleFolder) -> ModuleCode:
    found: list[Piece] = []
    for name, content in folder.configuration.items():
        found.extend(pieces(name, content))
    found.extend(
        Piece(kind="file", labels=(name,), tokens=made, reads_any=True) for name, made in folder.unread.items()
    )
    return ModuleCode(dir=folder.dir, pieces=tuple(found), others=folder.others)


class _Documents:
    """What is hashed of modules; files several of them read are looked at once."""

    def __init__(self, terraform: Terraform, run: StageRun) -> None:
        self._terraform = terraform
        self._run = run
        self._hashes: dict[Reads, Mapping[str, str]] = {}

    def of(self, code: ModuleCode, root: ModuleCode) -> Document:
        wanted = reads(code, root)
        if wanted not in self._hashes:
            self._hashes[wanted] = self._terraform.file_hashes(self._run, wanted.files, wanted.folders)
        return as_document(code, self._hashes[wanted])
