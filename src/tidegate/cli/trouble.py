"""What keeps a command from going on, in sentences: a traceback is for faults of ours only."""

from __future__ import annotations

import sqlalchemy as sa

from tidegate.config.server_settings.server import SOURCE
from tidegate.core.errors import BadInput, TidegateError
from tidegate.core.marks import Problem
from tidegate.flows.doctor.doctor import REMEDIES, reason


def told(error: BaseException) -> str | None:
    """The sentences for what surrounds us and does not do; None for anything else, which is a fault of ours."""
    match error:
        case BadInput(problems=problems):
            return "\n".join(map(_told_problem, problems))
        case sa.exc.SQLAlchemyError():
            return f"The database cannot be used: {reason(error)}\n{REMEDIES['database']}"
        case OSError():
            return f"{reason(error)}\nCheck that it is there and that this account may use it."
        case TidegateError():
            return reason(error)
        case _:
            return None


def _told_problem(problem: Problem) -> str:
    """A setting has a name and no line."""
    if problem.mark.file != SOURCE:
        return str(problem)
    return f"{problem.path}: {problem.message} {problem.suggestion}".rstrip()
