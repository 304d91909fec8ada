from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from support.subjects import subject
from tidegate.checks.examiner import Checks
from tidegate.checks.table import Row
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.errors import GitFailed, ToolFailed


@dataclass
class Plays:
    name: str
    says: CheckResult | Exception | None = None

    async def examine(self, subject):
        if isinstance(self.says, Exception):
            raise self.says
        if self.says is None:
            await asyncio.Event().wait()
        return self.says


def passing(name: str) -> Row:
    return Row(check=Plays(name, result_of(name, ())), seconds=5)


def examined(tmp_path, *rows: Row):
    return Checks(rows).examine(subject(tmp_path, {}))


async def test_each_check_has_its_result_in_the_order_of_the_table(tmp_path):
    names = [f"check-{n}" for n in range(10)]
    assert [each.check for each in await examined(tmp_path, *map(passing, names))] == names


@pytest.mark.parametrize(
    ("error", "reason", "output"),
    [
        (ToolFailed("It printed nonsense.", "x" * 9_000 + "last words"), "It printed nonsense.", "last words"),
        (GitFailed("no such commit"), "no such commit", ""),
        (KeyError("plan"), "Tidegate's own check broke (KeyError): report it.", "KeyError: 'plan'\n"),
        (RecursionError("deep"), "Tidegate's own check broke (RecursionError): report it.", "RecursionError: deep\n"),
    ],
)
async def test_a_check_that_breaks_is_failed_with_its_words_and_the_others_go_on(tmp_path, error, reason, output):
    broken, fine = await examined(tmp_path, Row(check=Plays("broken", error), seconds=5), passing("fine"))
    assert (broken.check, broken.state, str(broken.reason)) == ("broken", "failed", reason)
    assert broken.output.endswith(output)
    assert len(broken.output) <= 8_000
    assert fine.state == "passed"


async def test_a_check_over_its_time_is_failed(tmp_path):
    slow, fine = await examined(tmp_path, Row(check=Plays("slow"), seconds=0.05), passing("fine"))
    assert (slow.state, str(slow.reason)) == ("failed", "It took longer than 0.05 s and was ended.")
    assert fine.state == "passed"


async def test_what_two_tools_say_about_a_resource_is_said_once(tmp_path):
    def says(check: str, rule: str) -> Row:
        found = Finding(id=rule, severity="HIGH", message=check, address="aws_security_group.open")
        return Row(check=Plays(check, result_of(check, (found,))), seconds=5)

    results = await examined(tmp_path, says("builtin", "open_ingress"), says("checkov", "CKV_AWS_24"))
    ((said,),) = [each.findings for each in results if each.findings]
    assert (said.id, said.also) == ("open_ingress", ("CKV_AWS_24",))


async def test_whoever_waits_no_more_ends_the_checks(tmp_path):
    task = asyncio.create_task(examined(tmp_path, Row(check=Plays("slow"), seconds=600)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
