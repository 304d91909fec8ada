"""The digest of a plan: one keyed hash that says "the same effect when applied"."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from tidegate.core.known import Known
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.plans.places import place_of
from tidegate.core.plans.read import is_untouched

VERSION = "v2"  # A new version voids every consent given under the old one.

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestInputs:
    """Everything an apply's effect depends on, as far as it is known here.

    Attributes:
        show_json: `terraform show -json` of the plan, whole.
        lock_file: Text of `.terraform.lock.hcl`: provider versions and hashes.
        code: Address of a module → what `code.as_document` says of what is covered of it.
        values: What `feeds.feeding_values` says of the plan.
        identity: Where it acts.
        comment_args: What followed `--` in the command.
        steps: Texts of the plan and the apply stage's steps together, so that either stage's plan has one digest, and
            hashes of committed files their commands name.
    """

    show_json: Document
    code: Document
    values: Document
    identity: Known[Identity]
    lock_file: str
    workspace: str
    comment_args: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of a plan, or of the code it was made from, the digest does not cover, and why that changes no effect.

    Attributes:
        drop: The plan document without it; as it is, where it is a matter of code and whoever reads that leaves it out.
    """

    what: str
    because: str
    drop: Callable[[Document], Document] = dict


def digest(key: bytes, inputs: DigestInputs) -> str:
    """`v2:` and the hexadecimal HMAC-SHA-256 of the inputs as canonical JSON.

    What Terraform adds to its document in later versions is covered unless `LEFT_OUT` names it.
    """
    covered = {
        "plan": covered_part(inputs.show_json),
        "code": inputs.code,
        "values": inputs.values,
        "identity": asdict(inputs.identity),
        "lock_file": inputs.lock_file,
        "workspace": inputs.workspace,
        "comment_args": inputs.comment_args,
        "steps": inputs.steps,
    }
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"{VERSION}:{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"


def covered_part(show_json: Document) -> Document:
    """The plan document without what `LEFT_OUT` lists."""
    for entry in LEFT_OUT:
        show_json = entry.drop(show_json)
    return show_json


def touched_resources(show_json: Document) -> frozenset[str]:
    """Addresses, without instance keys, of resources the plan does something with, if only in the state."""
    entries = show_json.get("resource_changes", ())
    return frozenset(place_of(entry["address"]) for entry in entries if not is_untouched(entry))


def touched_outputs(show_json: Document) -> frozenset[str]:
    """Names of the root's outputs that change."""
    return frozenset(name for name, change in show_json.get("output_changes", {}).items() if _changes(change))


def _without(key: str, document: Document) -> Document:
    return {name: part for name, part in document.items() if name != key}


def _without_untouched_configuration(document: Document) -> Document:
    """Runs while `resource_changes` still lists everything: which resources change is read from there."""
    configuration = document.get("configuration")
    if not isinstance(configuration, Mapping) or "root_module" not in configuration:
        return document
    kept, outputs = touched_resources(document), touched_outputs(document)
    root = _pruned(configuration["root_module"], "", kept)
    if "outputs" in root:
        root = {**root, "outputs": {name: part for name, part in root["outputs"].items() if name in outputs}}
    return {**document, "configuration": {**configuration, "root_module": root}}


def _pruned(module: Document, path: str, kept: frozenset[str]) -> Document:
    """A module with only the resources that change; its calls, variables and everything else stay."""
    pruned = dict(module)
    if "resources" in module:
        pruned["resources"] = [each for each in module["resources"] if f"{path}{each.get('address')}" in kept]
    if "module_calls" in module:
        pruned["module_calls"] = {
            name: {**call, "module": _pruned(call.get("module", {}), f"{path}module.{name}.", kept)}
            for name, call in module["module_calls"].items()
        }
    return pruned


def _without_descriptions(document: Document) -> Document:
    configuration = document.get("configuration")
    if not isinstance(configuration, Mapping) or "root_module" not in configuration:
        return document
    return {**document, "configuration": {**configuration, "root_module": _undescribed(configuration["root_module"])}}


def _undescribed(module: Document) -> Document:
    plain = dict(module)
    for kind in ("variables", "outputs"):
        if kind in module:
            plain[kind] = {name: _without("description", each) for name, each in module[kind].items()}
    if "module_calls" in module:
        calls = module["module_calls"].items()
        plain["module_calls"] = {name: {**call, "module": _undescribed(call.get("module", {}))} for name, call in calls}
    return plain


def _without_untouched_resources(document: Document) -> Document:
    if "resource_changes" not in document:
        return document
    return {**document, "resource_changes": [each for each in document["resource_changes"] if not is_untouched(each)]}


def _without_untouched_outputs(document: Document) -> Document:
    if "output_changes" not in document:
        return document
    kept = {name: change for name, change in document["output_changes"].items() if _changes(change)}
    return {**document, "output_changes": kept}


def _changes(output: Document) -> bool:
    return output.get("actions") != ["no-op"]


LEFT_OUT = (
    LeftOut(
        what="timestamp",
        because="When the plan was made; two plans of one effect differ in it.",
        drop=partial(_without, "timestamp"),
    ),
    LeftOut(
        what="prior_state",
        because="The whole state as read. Of what changes, `before` has it; of the rest, what is made into something "
        "at apply alone is covered by itself (`feeds`).",
        drop=partial(_without, "prior_state"),
    ),
    LeftOut(
        what="planned_values",
        because="The whole state as it will be; of what changes, `after` has it, and the rest is not touched.",
        drop=partial(_without, "planned_values"),
    ),
    LeftOut(
        what="resource_drift",
        because="What others changed since the last apply; where that has an effect, `resource_changes` has it.",
        drop=partial(_without, "resource_drift"),
    ),
    LeftOut(
        what="relevant_attributes",
        because="Terraform's own guess at which drift explains the changes; it explains and does nothing.",
        drop=partial(_without, "relevant_attributes"),
    ),
    LeftOut(
        what="checks",
        because="Outcomes of conditions; they are evaluated again at apply, and applying changes nothing by them.",
        drop=partial(_without, "checks"),
    ),
    LeftOut(
        what="configuration of untouched resources and outputs",
        because="How something is written that stays as it is; the same state comes out however it is written.",
        drop=_without_untouched_configuration,
    ),
    LeftOut(
        what="untouched resources",
        because="Nothing happens to them, not even in the state; moved and imported ones are covered.",
        drop=_without_untouched_resources,
    ),
    LeftOut(
        what="untouched outputs",
        because="Their values stay as they are.",
        drop=_without_untouched_outputs,
    ),
    LeftOut(
        what="descriptions of variables and outputs",
        because="They are for readers; Terraform does nothing with them.",
        drop=_without_descriptions,
    ),
    LeftOut(
        what="comments in code",
        because="Terraform does not see them. In a quoted text nothing is a comment.",
    ),
    LeftOut(
        what="layout of code",
        because="Whitespace and line ends between tokens say nothing; those in quoted texts are covered.",
    ),
    LeftOut(
        what="order of blocks and files",
        because="Terraform reads a directory as one; files that override others are covered as they are.",
    ),
    LeftOut(
        what="code of untouched resources and root outputs",
        because="The same state comes out however they are written; of what is read, code is covered always.",
    ),
    LeftOut(
        what="files no covered code may read",
        because="Nothing is made of them. Where names are computed, or a provisioner runs, all of a module's count.",
    ),
    LeftOut(
        what="files Terraform keeps itself",
        because="State, plan files and what it has installed: state is in the plan, providers are in the lock file.",
    ),
)
"""What a digest does not cover, in the order it is dropped."""
