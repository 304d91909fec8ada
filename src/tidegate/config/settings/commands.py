"""Settings about comments: which ones are commands, and what may be asked in them."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_lists import CommandNames
from tidegate.config.server_values import Flag, Folders, Names
from tidegate.config.settings.group import Group
from tidegate.core.commands.grammar import GrammarSettings


class Commands(Group):
    """How the server is addressed. A setting that is None leaves the grammar its own default."""

    executable_name: str = Field("atlantis", description="First word of a comment command.")
    allow_commands: CommandNames | None = Field(
        None,
        description="Commands that may be given in a comment, comma-separated; `all` for every one. "
        "By default all but those that write states.",
    )
    blocked_extra_args: Names | None = Field(
        None,
        description="Beginnings of arguments after `--` that are refused, comma-separated. "
        "By default `-chdir` and `-plugin-dir`, with one dash and with two.",
    )
    var_file_allowlist: Folders = Field(
        (), description="Folders outside the repository a `-var-file` after `--` may lie in, comma-separated."
    )
    enable_regexp_cmd: Flag = Field(
        default=False, description="A regular expression after `-p` chooses every project it fits."
    )

    def grammar(self, bot: str) -> GrammarSettings:
        """How comments are read by an account of that login; empty when it is not known."""
        given = {"allow_commands": self.allow_commands} if self.allow_commands is not None else {}
        return GrammarSettings(executable=self.executable_name, bot=bot, **given)
