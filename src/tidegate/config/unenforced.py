"""Keys of the governance file that this version reads and does not enforce: they block applies.

A new version takes a key off by adding it to one of the two lists here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.marks import Document, Entry, Listing, Node, Scalar, Table
from tidegate.core.gates.policy import Environment
from tidegate.core.marks import Mark

ENFORCED_AT_THE_TOP = frozenset(("version", "timezone", "people", "environments", "deployment_windows"))
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
ENFORCED_IN_A_WINDOW = frozenset(("allowed", "restrictions"))

Unenforced = tuple[tuple[str, Mark], ...]


def at_the_top(document: Document) -> Unenforced:
    """Top-level keys that concern every environment."""
    assert isinstance(document.root, Table)  # noqa: S101  a governance file that was read is a mapping
    return tuple(
        (key, entry.mark)
        for key, entry in document.root.entries.items()
        if key not in ENFORCED_AT_THE_TOP and not _says_nothing(entry.node) and not _is_english(entry)
    )


def in_an_environment(document: Document, name: str) -> Unenforced:
    """Keys of one environment."""
    path = ("environments", name)
    return tuple(_below(document.node(path), "", document.dotted(path), ENFORCED_IN_AN_ENVIRONMENT))


def in_a_window(document: Document, name: str) -> Unenforced:
    """Keys of one deployment window, by the name the file gives it."""
    path = ("deployment_windows", name)
    return tuple(_below(document.node(path), "", document.dotted(path), ENFORCED_IN_A_WINDOW))


def concerning(environment: Environment, everywhere: Unenforced, own: Unenforced) -> Unenforced:
    """What stands in the way of one environment; a place without applies is not concerned by the top level."""
    return (*own, *(everywhere if environment.apply.enabled else ()))


def _below(node: Node, key: str, shown: str, enforced: frozenset[str]) -> Iterator[tuple[str, Mark]]:
    """Written keys that lead to nothing enforced; a mapping is entered while something below it is."""
    if not isinstance(node, Table):
        return
    for name, entry in node.entries.items():
        inner = f"{key}.{name}" if key else name
        if inner in enforced or _says_nothing(entry.node):
            continue
        if any(known.startswith(f"{inner}.") for known in enforced):
            yield from _below(entry.node, inner, f"{shown}.{name}", enforced)
        else:
            yield f"{shown}.{name}", entry.mark


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
