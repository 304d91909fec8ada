"""Evaluates Rego policies on a plan in a process of its own: the evaluator knows no time limit and may abort.

A stand-alone script, started as `python -I rego_child.py JOB ANSWER`. JOB is a JSON file: `policies` (path → text),
`input` (a file of JSON), `seconds` of processor time and `bytes` of memory it may take. ANSWER gets a JSON list of
`{"namespace", "rule", "value"}`, one for each rule that denies or warns, or `{"error": TEXT}`; nothing, and the
policies are not evaluated.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PACKAGE = re.compile(r"^[ \t]*package[ \t]+(\w+(?:\.\w+)*)", re.MULTILINE)
#: conftest's names of rules that say something.
RULE = re.compile(r"^(?:default[ \t]+)?((?:deny|violation|warn)(?:_\w+)*)\b", re.MULTILINE)


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (job["bytes"], job["bytes"]))
    try:
        answer: Any = list(_evaluated(job["policies"], Path(job["input"]).read_text("utf-8")))
    except NotEvaluated as error:
        answer = {"error": str(error)}
    Path(sys.argv[2]).write_text(json.dumps(answer), "utf-8")


class NotEvaluated(Exception):
    """A policy cannot be read, or a rule has no value; the text says which."""


def rules(policies: Mapping[str, str]) -> list[tuple[str, str]]:
    """Namespace and name of every rule that says something.

    Raises:
        NotEvaluated: A file is in no package.
    """
    found: dict[tuple[str, str], None] = {}
    for path, text in policies.items():
        package = PACKAGE.search(text)
        if package is None:
            raise NotEvaluated(f"{path} names no package.")
        found |= dict.fromkeys((package[1], rule[1]) for rule in RULE.finditer(text))
    return list(found)


def _evaluated(policies: Mapping[str, str], given: str) -> Iterator[dict[str, Any]]:
    from regopy import Interpreter, RegoError  # type: ignore[import-untyped]

    rego = Interpreter()
    rego.strict_built_in_errors = True  # Else a rule that calls a function which is not there never fires.
    for path, text in policies.items():
        try:
            rego.add_module(path, text)
        except RegoError as error:
            raise NotEvaluated(f"{path} cannot be read: {error}") from None
    rego.set_input_term(given)
    for namespace, rule in rules(policies):
        yield {"namespace": namespace, "rule": rule, "value": _value(rego, f"data.{namespace}.{rule}")}


def _value(rego: Any, query: str) -> Any:
    from regopy import RegoError

    try:
        output = rego.query(query)
    except RegoError as error:
        raise NotEvaluated(f"{query}: {error}") from None
    if not output.ok():
        raise NotEvaluated(f"{query}: {output}")
    try:
        return json.loads(str(output))["expressions"][0]
    except (ValueError, KeyError, IndexError):  # `undefined`, without braces.
        raise NotEvaluated(f"{query} is {output}.") from None


if __name__ == "__main__":
    main()
