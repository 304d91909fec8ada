"""Keys of the governance file that this version reads and does not enforce: they block applies.

A new version takes a key off by adding it to one of the lists here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.marks import Document, Entry, Listing, Node, Path, Scalar, Table, text_of
from tidegate.core.gates.policy import Environment
from tidegate.core.marks import Mark

ENFORCED_AT_THE_TOP = frozenset(
    (
        "version",
        "timezone",
        "people",
        "environments",
        "checks.security.scanners",
        "checks.security.block_from",
        "checks.security.severities",
        "checks.naming.template",
        "checks.naming.applies_to",
        "checks.tags.required",
        "checks.tags.allowed",
        "checks.policies.path",
        "resource_groups",
        "cost.engine",
        "cost.currency",
        "cost.overlay",
        "cost.usage",
        "deployment_windows",
        "resource_limits.max_cost_increase_per_pr",
        "resource_limits.max_resources_per_pr",
    )
)
ENFORCED_IN_AN_ENVIRONMENT = frozenset(
    (
        "aliases",
        "display",
        "branch",
        "paths",
        "promotes_from",
        "plan.allow",
        "apply.allow",
        "apply.approvals.count",
        "apply.approvals.from",
        "apply.require",
        "credentials.plan.env",
        "credentials.plan.aws.role_arn",
        "credentials.plan.aws.session_duration",
        "credentials.plan.aws.external_id",
        "credentials.apply.env",
        "credentials.apply.aws.role_arn",
        "credentials.apply.aws.session_duration",
        "credentials.apply.aws.external_id",
    )
)
ENFORCED_CONDITIONS = frozenset(("cost_review",))
"""Of the words of `apply.require`."""
ENFORCED_IN_A_WINDOW = frozenset(("allowed", "restrictions"))

Unenforced = tuple[tuple[str, Mark], ...]


def at_the_top(document: Document) -> Unenforced:
    """Keys outside environments and windows, which concern every environment."""
    return tuple(_below(document.root, "", "", ENFORCED_AT_THE_TOP))


def in_an_environment(document: Document, name: str) -> Unenforced:
    """Keys of one environment."""
    path = ("environments", name)
    keys = _below(document.node(path), "", document.dotted(path), ENFORCED_IN_AN_ENVIRONMENT)
    return (*keys, *_conditions(document, (*path, "apply", "require")))


def in_a_window(document: Document, name: str) -> Unenforced:
    """Keys of one deployment window, by the name the file gives it."""
    path = ("deployment_windows", name)
    return tuple(_below(document.node(path), "", document.dotted(path), ENFORCED_IN_A_WINDOW))


def concerning(environment: Environment, everywhere: Unenforced, own: Unenforced) -> Unenforced:
    """What stands in the way of one environment; a place without applies is not concerned by the top level."""
    return (*own, *(everywhere if environment.apply.enabled else ()))


def _conditions(document: Document, path: Path) -> Iterator[tuple[str, Mark]]:
    """Words of `apply.require` that demand nothing yet."""
    node = document.node(path) if document.mark(*path) else None
    for item in node.items if isinstance(node, Listing) else ():
        if text_of(item.node) not in ENFORCED_CONDITIONS:
            yield f"{document.dotted(path)}: {text_of(item.node)}", item.mark


def _below(node: Node, key: str, shown: str, enforced: frozenset[str]) -> Iterator[tuple[str, Mark]]:
    """Written keys that lead to nothing enforced; a mapping is entered while something below it is."""
    if not isinstance(node, Table):
        return
    for name, entry in node.entries.items():
        inner = f"{key}.{name}" if key else name
        if inner in enforced or _says_nothing(entry.node) or _is_english(entry):
            continue
        where = f"{shown}.{name}" if shown else name
        if any(known.startswith(f"{inner}.") for known in enforced):
            yield from _below(entry.node, inner, where, enforced)
        else:
            yield where, entry.mark


def _says_nothing(node: Node) -> bool:
    match node:
        case Scalar(value=value):
            return value is None
        case Listing(items=items):
            return not items
        case Table(entries=entries):
            return _all_say_nothing(entries)


def _all_say_nothing(entries: Mapping[str, Entry]) -> bool:
    return all(_says_nothing(entry.node) for entry in entries.values())


def _is_english(entry: Entry) -> bool:
    """`locale: en` is what this version speaks."""
    return entry.key == "locale" and isinstance(entry.node, Scalar) and entry.node.value == "en"
