"""What a plan does to each resource, as a table."""

from __future__ import annotations

from tidegate.core.notices.model import Block, Fold, Span, Table, code, line, strong, text
from tidegate.core.notices.parts import FOLD_OVER, counted_resources, more_resources
from tidegate.core.plans.model import AttributeChange, PlanContent, ResourceChange
from tidegate.core.words import say

# More rows help nobody in a comment; the output and the page have them all.
ROWS_SHOWN = 100
_ATTRIBUTES_SHOWN = 3
_VALUE_SHOWN = 60

_SIGNS = {
    "create": "+",
    "update": "~",
    "delete": "-",
    "replace": "-/+",
    "forget": "forget",
    "move": "move",
    "import": "import",
    "read": "read",
    "no-op": "",
}


def resource_blocks(content: PlanContent) -> tuple[Block, ...]:
    """The table of resources that change, changed outputs and drift."""
    touched = [resource for resource in content.resources if resource.action not in ("no-op", "read")]
    return (*_table(touched), *_outputs(content), *_drift(content))


def _table(touched: list[ResourceChange]) -> tuple[Block, ...]:
    if not touched:
        return ()
    rows = tuple(_row(resource) for resource in touched[:ROWS_SHOWN])
    # Where everything is made or removed there is no single attribute to show.
    width = 3 if any(row[2] for row in rows) else 2
    table = Table(columns=("", say("Resource"), say("What changes"))[:width], rows=tuple(row[:width] for row in rows))
    rest = len(touched) - ROWS_SHOWN
    left_out = say("and {resources}, in the output below.", resources=more_resources(rest))
    more = (text(left_out),) if rest > 0 else ()
    if len(touched) <= FOLD_OVER:
        return (table,)
    return (Fold(summary=counted_resources(len(touched)), blocks=(table, *more)),)


def _row(resource: ResourceChange) -> tuple[tuple[Span, ...], ...]:
    before = resource.previous_address
    moved = line(" ", say("from `{address}`", address=before)) if before else ()
    return (line(code(_SIGNS[resource.action])), (code(resource.address), *moved), _attributes(resource))


def _attributes(resource: ResourceChange) -> tuple[Span, ...]:
    """The first few attributes that differ, those that force a replacement before the others."""
    if resource.action not in ("update", "replace"):
        return ()
    ordered = sorted(resource.attributes, key=lambda attribute: not attribute.forces_replacement)
    spans = [span for attribute in ordered[:_ATTRIBUTES_SHOWN] for span in (*_attribute(attribute), Span(text="; "))]
    rest = len(ordered) - _ATTRIBUTES_SHOWN
    return (*spans[:-1], *(line("; ", say("and {count} more", count=rest)) if rest > 0 else ()))


def _attribute(attribute: AttributeChange) -> tuple[Span, ...]:
    forces = line(" ", strong(say("forces replacement"))) if attribute.forces_replacement else ()
    return (code(attribute.path), *line(": ", _value(attribute.before), " → ", _value(attribute.after)), *forces)


def _value(shown: str | None) -> Span:
    if shown is None:
        return Span(text=say("nothing"))
    return code(shown if len(shown) <= _VALUE_SHOWN else shown[: _VALUE_SHOWN - 1] + "…")


def _outputs(content: PlanContent) -> tuple[Block, ...]:
    if not content.outputs:
        return ()
    names = [span for name in sorted(content.outputs) for span in (code(name), Span(text=", "))]
    return (text(say("Outputs that change:"), " ", *names[:-1]),)


def _drift(content: PlanContent) -> tuple[Block, ...]:
    if not content.drift:
        return ()
    names = [span for address in content.drift[:FOLD_OVER] for span in (code(address), Span(text=", "))]
    rest = len(content.drift) - FOLD_OVER
    more = (" ", say("and {count} more", count=rest)) if rest > 0 else ()
    return (text(say("⚠️ Changed outside Terraform:"), " ", *names[:-1], *more),)
