"""Engines that evaluate Rego on a plan: a user's conftest or opa, else regopy in a guarded child."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidegate.checks import rego_child
from tidegate.checks.answers import answer_of, failed
from tidegate.core.errors import ToolFailed
from tidegate.core.words import say
from tidegate.ports.programs import Programs, Ran

SECONDS = 120.0
CHILD_SECONDS = 100  # Of processor time.
CHILD_BYTES = 4 << 30
UNREAD = ("prior_state", "configuration")  # Large parts of a plan few policies read.

_RULE = re.compile(r"(deny|violation|warn)(_\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a rule says.

    Attributes:
        namespace: The rule's package: `main`.
        rule: Its name: `deny_public`; of conftest `deny` or `warn`, since it does not tell.
        message: A text or an object.
    """

    namespace: str
    rule: str
    message: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The policies and the plan, as files that programs can read.

    Attributes:
        policies: Their folder.
        texts: Path from that folder → text, tests of policies left out.
        plan: The plan as JSON.
        folder: An existing folder for files in between.
    """

    policies: Path
    texts: Mapping[str, str]
    plan: Path
    folder: Path
    programs: Programs


async def evaluated(asked: Asked) -> tuple[Said, ...]:
    """What every rule of every package says of the plan.

    Raises:
        ToolFailed: Not everything could be evaluated.
    """
    if tool := asked.programs.find("conftest"):
        return await _conftest(tool, asked)
    if tool := asked.programs.find("opa"):
        return await _opa(tool, asked)
    return await _regopy(asked)


async def _conftest(tool: str, asked: Asked) -> tuple[Said, ...]:
    argv = (tool, "test", "--policy", str(asked.policies), "--all-namespaces", "--output", "json", "--no-color")
    ran = await asked.programs.run((*argv, str(asked.plan)), cwd=asked.folder, seconds=SECONDS)
    answer = answer_of("conftest", ran)
    if ran.code not in {0, 1} or not isinstance(answer, list) or not answer:
        raise failed(say("{tool} evaluated nothing.", tool="conftest"), ran)
    return tuple(
        Said(namespace=each["namespace"], rule=rule, message={**(said.get("metadata") or {}), "msg": said["msg"]})
        for each in answer
        for rule, kind in (("deny", "failures"), ("warn", "warnings"))
        for said in each.get(kind) or ()
    )


async def _opa(tool: str, asked: Asked) -> tuple[Said, ...]:
    """Current syntax first, then that of before version 1."""
    line = ("--format", "json", "--strict-builtin-errors", "--data", str(asked.policies), "--input", str(asked.plan))
    for syntax in ((), ("--v0-compatible",)):
        argv = (tool, "eval", *syntax, *line, "data")
        ran = await asked.programs.run(argv, cwd=asked.folder, seconds=SECONDS)
        if ran.code == 0:
            return tuple(_walked(_data_of(ran), ()))
    raise failed(say("{tool} ended with exit code {code}.", tool="opa", code=ran.code), ran)


def _data_of(ran: Ran) -> Any:
    try:
        return answer_of("opa", ran)["result"][0]["expressions"][0]["value"]
    except (KeyError, IndexError, TypeError):
        raise failed(say("{tool} evaluated nothing.", tool="opa"), ran) from None


def _walked(data: Any, namespace: tuple[str, ...]) -> Iterator[Said]:
    for name, value in data.items() if isinstance(data, dict) else ():
        if _RULE.fullmatch(name):
            yield from _all_said(".".join(namespace), name, value)
        else:
            yield from _walked(value, (*namespace, name))


async def _regopy(asked: Asked) -> tuple[Said, ...]:
    job, answer, script = (asked.folder / name for name in ("job.json", "answer.json", "rego_child.py"))
    await asyncio.to_thread(_write_job, asked, job, script)
    argv = (sys.executable, "-I", str(script), str(job), str(answer))
    ran = await asked.programs.run(argv, cwd=asked.folder, seconds=SECONDS)
    if ran.code or not answer.is_file():
        raise failed(
            say(
                "The policies were not evaluated: within {seconds} s and {size} MB the evaluator died.",
                seconds=CHILD_SECONDS,
                size=CHILD_BYTES >> 20,
            ),
            ran,
        )
    told = json.loads(await asyncio.to_thread(answer.read_text, "utf-8"))
    if isinstance(told, dict):
        raise ToolFailed(
            say("A policy cannot be evaluated; opa or conftest on the server's PATH may know more."), told["error"]
        )
    return tuple(said for each in told for said in _all_said(each["namespace"], each["rule"], each["value"]))


def _write_job(asked: Asked, job: Path, script: Path) -> None:
    plan = json.loads(asked.plan.read_text("utf-8"))
    words = "\n".join(asked.texts.values())
    for name in UNREAD:
        if name not in words:  # One that reads it must find it, or it would say nothing.
            plan.pop(name, None)
    given = job.with_name("input.json")
    given.write_text(json.dumps(plan), "utf-8")
    what = {"policies": asked.texts, "input": str(given), "seconds": CHILD_SECONDS, "bytes": CHILD_BYTES}
    job.write_text(json.dumps(what), "utf-8")
    script.write_text(Path(rego_child.__file__).read_text("utf-8"), "utf-8")


def _all_said(namespace: str, rule: str, value: Any) -> Iterator[Said]:
    """The messages of a rule's value: a set, a set as regopy writes those of old syntax, one text, or yes.

    Raises:
        ToolFailed: It is something else.
    """
    match value:
        case list():
            messages = value
        case dict():
            messages = [_object(key) for key in value]
        case str():
            messages = [value]
        case bool():
            messages = [f"{namespace}.{rule} is true."] if value else []
        case _:
            whole = f"{namespace}.{rule}"
            raise ToolFailed(say("`{rule}` is neither messages nor true or false: {value}.", rule=whole, value=value))
    for message in messages:
        yield Said(namespace=namespace, rule=rule, message=message)


def _object(key: str) -> Any:
    """A key of regopy's: a message, or one that is an object as JSON."""
    try:
        read = json.loads(key)
    except ValueError:
        return key
    return read if isinstance(read, dict) else key
