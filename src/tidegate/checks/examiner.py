"""Every check of a subject, side by side: the port `Examiner`."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Sequence

from tidegate.checks.table import TABLE, Row
from tidegate.core.checks.model import CheckResult
from tidegate.core.checks.same import merged
from tidegate.core.errors import TidegateError, ToolFailed
from tidegate.core.words import Wording, say
from tidegate.ports.checks import Subject

AT_ONCE = 4
TAIL = 8_000  # Characters of what a check said as it broke.


class Checks:
    """The checks of a table, a few at a time. What one of them does, or fails to do, the others never notice."""

    def __init__(self, table: Sequence[Row] = TABLE) -> None:
        self._table = table

    async def examine(self, subject: Subject) -> tuple[CheckResult, ...]:
        room = asyncio.Semaphore(AT_ONCE)
        return merged(await asyncio.gather(*(_examined(row, subject, room) for row in self._table)))


async def _examined(row: Row, subject: Subject, room: asyncio.Semaphore) -> CheckResult:
    async with room:
        try:
            async with asyncio.timeout(row.seconds):
                return await row.check.examine(subject)
        except ToolFailed as error:
            return _failed(row, error.words, error.output)
        except TimeoutError:
            return _failed(row, say("It took longer than {seconds} s and was ended.", seconds=f"{row.seconds:g}"), "")
        except TidegateError as error:
            return _failed(row, error.words, "")
        except Exception as error:  # noqa: BLE001 - whatever broke: never a pass, and never the others' trouble
            broke = say("Tidegate's own check broke ({error}): report it.", error=type(error).__name__)
            return _failed(row, broke, _trace(error))


def _failed(row: Row, reason: Wording, output: str) -> CheckResult:
    return CheckResult(check=row.check.name, state="failed", reason=reason, output=output[-TAIL:])


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))
