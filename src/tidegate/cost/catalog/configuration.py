"""The configuration inside a plan: what each module declares, found by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
_NOTHING: Json = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module as it is written, for all its instances.

    Attributes:
        resources: Managed resources by `type.name`.
        calls, outputs, variables: By name, as `terraform show -json` prints them.
    """

    resources: Mapping[str, Json]
    calls: Mapping[str, Json]
    outputs: Mapping[str, Json]
    variables: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """All modules and provider configurations.

    Attributes:
        modules: By address without indexes: `module.app.module.net`; empty for the root module.
        providers: By provider key: `aws`, `aws.seoul`, `module.net:aws`.
        given: Values of the root module's variables.
    """

    modules: Mapping[str, Module]
    providers: Mapping[str, Json]
    given: Json

    def resource(self, module: str, name: str) -> Json:
        """A resource's block; empty when the configuration has none, which is so for what is destroyed."""
        found = self.modules.get(module)
        return found.resources.get(name, _NOTHING) if found else _NOTHING

    def call(self, parent: str, name: str) -> Json:
        """A module call; empty when there is none."""
        found = self.modules.get(parent)
        return found.calls.get(name, _NOTHING) if found else _NOTHING

    def output(self, module: str, name: str) -> Json:
        """The expression of a module's output; empty when there is none."""
        found = self.modules.get(module)
        written = found.outputs.get(name, _NOTHING) if found else _NOTHING
        expression: Json = written.get("expression") or _NOTHING
        return expression


def configuration_of(plan: Json) -> Configuration:
    """The configuration of a plan; one with nothing in it when the plan carries none."""
    written = plan.get("configuration") or _NOTHING
    return Configuration(
        modules=dict(_modules("", written.get("root_module") or _NOTHING)),
        providers=written.get("provider_config") or _NOTHING,
        given=plan.get("variables") or _NOTHING,
    )


def references_in(expression: Any) -> Iterator[str]:
    """Every reference in an expression or block, in order; of several lengths of one, the longest.

    Terraform lists `aws_instance.web[0].id` together with `aws_instance.web[0]` and `aws_instance.web`.
    """
    last = ""
    for each in _references(expression):
        if not (last.startswith(each) and last[len(each) : len(each) + 1] in (".", "[", "")):
            yield each
            last = each


def _modules(place: str, module: Json) -> Iterator[tuple[str, Module]]:
    calls: Mapping[str, Json] = module.get("module_calls") or _NOTHING
    yield (
        place,
        Module(
            resources={
                f"{each['type']}.{each['name']}": each
                for each in module.get("resources") or ()
                if each.get("mode", "managed") == "managed"
            },
            calls=calls,
            outputs=module.get("outputs") or _NOTHING,
            variables=module.get("variables") or _NOTHING,
        ),
    )
    for name, call in calls.items():
        below = f"{place}.module.{name}" if place else f"module.{name}"
        yield from _modules(below, call.get("module") or _NOTHING)


def _references(expression: Any) -> Iterator[str]:
    if isinstance(expression, list):
        for each in expression:
            yield from _references(each)
    elif isinstance(expression, Mapping):
        found = expression.get("references")
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            yield from found
            return
        if "constant_value" not in expression:
            for each in expression.values():
                yield from _references(each)
