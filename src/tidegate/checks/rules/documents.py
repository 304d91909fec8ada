"""Policy documents of AWS: whom a statement lets in, and whether it allows everything.

As AWS says of public policies: a statement that allows every principal is harmless when a condition holds it to
accounts, organizations, networks or sources (docs.aws.amazon.com/AmazonS3/latest/userguide, "The meaning of public").
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side

Statement: TypeAlias = Mapping[str, Any]

_NARROWING = frozenset(
    (
        *("aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths"),
        *("aws:sourceaccount", "aws:sourcearn", "aws:sourceip", "aws:sourceorgid", "aws:sourceorgpaths"),
        *("aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:userid", "aws:vpcsourceip"),
        *("kms:calleraccount", "s3:dataaccesspointaccount", "s3:dataaccesspointarn"),
    )
)
_WORLD = ("*", "0.0.0.0/0", "::/0")


def flaws(side: Side, name: str, is_bad: Callable[[Statement], bool], text: str) -> Iterator[Flaw]:
    """What is wrong with the document in an attribute: a flaw with this text for each statement that is bad."""
    if side.is_later(name):
        yield Flaw(text=f"What `{name}` allows is known only after apply.", key=f"later {name}", is_sure=False)
    document = side.value(name)
    if not isinstance(document, str) or not document:
        return
    statements = _statements(document)
    if statements is None:
        yield Flaw(text=f"`{name}` is no policy document that can be read.", key=f"odd {name}", is_sure=False)
    for statement in statements or ():
        if is_bad(statement):
            yield Flaw(text=text, key=json.dumps(statement, sort_keys=True))


def is_for_everybody(statement: Statement) -> bool:
    """Whether anybody at all may do something by it."""
    if statement.get("Effect") != "Allow":
        return False
    named = statement.get("Principal")
    everybody = "NotPrincipal" in statement or any(
        "*" in _list(each) for each in (named.values() if isinstance(named, Mapping) else [named])
    )
    conditions = statement.get("Condition")
    narrowed = isinstance(conditions, Mapping) and any(_narrows(*each) for each in conditions.items())
    return everybody and not narrowed


def is_admin(statement: Statement) -> bool:
    """Whether it allows every action on everything, whatever its conditions."""
    actions, resources = _list(statement.get("Action")), _list(statement.get("Resource"))
    return statement.get("Effect") == "Allow" and ("*" in actions or "*:*" in actions) and "*" in resources


def _statements(document: str) -> list[Statement] | None:
    """The statements of a document; None when it is none."""
    try:
        read = json.loads(document)
    except ValueError:
        return None
    found = _list(read.get("Statement")) if isinstance(read, Mapping) else [read]
    statements = [each for each in found if isinstance(each, Mapping)]
    return statements if isinstance(read, Mapping) and len(statements) == len(found) else None


def _narrows(operator: str, tests: Any) -> bool:
    """Whether a condition holds a statement to somebody: by an operator that asks for a value, not for its absence."""
    if "not" in operator.lower() or operator.lower() == "null" or operator.lower().endswith("ifexists"):
        return False
    return isinstance(tests, Mapping) and any(
        name.lower() in _NARROWING and not any(each in _WORLD for each in _list(values))
        for name, values in tests.items()
    )


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
