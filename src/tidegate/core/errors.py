"""The error tree.

    TidegateError
    ├── BadInput               what a person wrote is wrong; carries every problem found
    ├── ForgeError             the code host
    │   ├── ForgeUnavailable   5xx, timeout, rate limit: the same call may work later
    │   ├── ForgeRefused       4xx: the call is wrong or not allowed; carries status and message
    │   └── ForgeMissing       404: not there, or not yet
    ├── GitFailed              git said no; carries its words
    │   └── MergeConflict      two commits cannot be merged by git alone
    ├── TerraformMissing       no fitting terraform binary
    ├── StepFailed             a workflow step ended non-zero; carries step and exit code
    ├── Interrupted            a process that must not run twice is gone without an exit code
    ├── Cancelled              a person has asked for the run to end
    ├── NoCredentials          the cloud gave none for an environment
    └── ToolFailed             a check's or estimate's tool did not do its part; carries what it printed

Retry, hold or tell a person follows from the class, never from the text.
"""

from __future__ import annotations

from tidegate.core.marks import Problem
from tidegate.core.words import Wording, Words, say


class TidegateError(Exception):
    """Base of every error a flow handles."""

    @property
    def words(self) -> Wording:
        """What it says: `Words` where it was raised with them, text where it is a program's or the code host's own."""
        first = self.args[0] if self.args else ""
        return first if isinstance(first, Words) else str(self)


class BadInput(TidegateError):
    """A file or text people wrote cannot be used."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class ForgeError(TidegateError):
    """The code host did not do what was asked."""


class ForgeUnavailable(ForgeError):
    """The code host cannot answer now; asking again later may work."""


class ForgeRefused(ForgeError):
    """The code host refused the call.

    Attributes:
        status: HTTP status, 400-499.
        message: The host's own words.
    """

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        self.message = message
        super().__init__(f"{status}: {message}")


class ForgeMissing(ForgeRefused):
    """The code host knows no such thing (404)."""


class GitFailed(TidegateError):
    """A git command ended non-zero; the text is git's own."""


class MergeConflict(GitFailed):
    """Two commits change the same lines: a person must merge them."""


class TerraformMissing(TidegateError):
    """No terraform or tofu binary fits the version asked for."""


class StepFailed(TidegateError):
    """A workflow step ended with a non-zero exit code.

    Attributes:
        step: What was run, as shown to people: `terraform plan`.
        exit_code: Negative for a signal, as in `subprocess`.
        output: The redacted tail of what it printed.
    """

    def __init__(self, step: str, exit_code: int, output: str) -> None:
        self.step = step
        self.exit_code = exit_code
        self.output = output
        super().__init__(say("{step} ended with exit code {code}", step=step, code=exit_code))


class Interrupted(TidegateError):
    """A process that must run at most once is gone, and nobody knows how it ended.

    Attributes:
        host: Where it ran.
    """

    def __init__(self, step: str, host: str) -> None:
        self.step = step
        self.host = host
        super().__init__(say("{step}, started on {host}, is gone without an exit code", step=step, host=host))


class Cancelled(TidegateError):
    """A run was asked to end: this step of it was cut short, or has not begun and does not begin.

    Attributes:
        step: What was run, as shown to people: `terraform plan`.
    """

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(say("{step} was cancelled", step=step))


class NoCredentials(TidegateError):
    """The cloud gave no credentials of the role an environment names; the text says why and what to do."""


class ToolFailed(TidegateError):
    """A tool that looks at a plan or checkout could not be started, took too long, or answered nonsense.

    Attributes:
        output: The tail of what it printed; empty when it printed nothing.
    """

    def __init__(self, because: Wording, output: str = "") -> None:
        self.output = output
        super().__init__(because)
