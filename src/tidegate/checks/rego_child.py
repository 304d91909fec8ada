"""Evaluates Rego policies on a plan in a process of its own: the evaluator knows no time limit and may abort.

A stand-alone script, started as `python -I rego_child.py JOB ANSWER`. JOB is a JSON file: `policies` (path → text),
`input` (a file of JSON), `seconds` of processor time and `bytes` of memory it may take. ANSWER gets a JSON list of
`{"namespace", "rule", "value"}`, one for each rule that denies or warns, or `{"error": TEXT}`; nothing, and the
policies are not evaluated.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PACKAGE = re.compile(r"^[ \t]*package[ \t]+(\w+(?:\.\w+)*)", re.MULTILINE)
#: conftest's names of rules that say something.
RULE = re.compile(r"^(?:default[ \t]+)?((?:deny|violation|warn)(?:_\w+)*)\b", re.MULTILINE)


MOMENT = 0.05  # Seconds between two looks at how much memory is taken.
DIED = 70  # Exit code when the evaluator did.


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    Path(sys.argv[2]).unlink(missing_ok=True)
    evaluator = os.fork()
    if evaluator == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
        _answer(job, Path(sys.argv[2]))
        os._exit(0)
    sys.exit(_watched(evaluator, job["bytes"]))


def _answer(job: Mapping[str, Any], file: Path) -> None:
    try:
        answer: Any = list(_evaluated(job["policies"], Path(job["input"]).read_text("utf-8")))
    except NotEvaluated as error:
        answer = {"error": str(error)}
    file.write_text(json.dumps(answer), "utf-8")


def _watched(evaluator: int, most: int) -> int:
    """Wait for the evaluator, and end it over its memory. Its allocator reserves 256 GB: no limit of Linux's fits."""
    while os.waitpid(evaluator, os.WNOHANG) == (0, 0):
        if _resident(evaluator) > most:
            print(f"The policies took more than {most >> 20} MB of memory.", file=sys.stderr)  # noqa: T201 - our caller
            os.kill(evaluator, signal.SIGKILL)
        time.sleep(MOMENT)
    return 0 if Path(sys.argv[2]).exists() else DIED


def _resident(process: int) -> int:
    """Bytes of memory it holds; none once it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


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
