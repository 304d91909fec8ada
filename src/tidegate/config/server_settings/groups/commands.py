"""Settings about comments: which ones are commands, and what may be asked in them."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_lists import CommandNames
from tidegate.config.server_settings.server_values import Flag, Folders, Names
from tidegate.core.commands.grammar import GrammarSettings
from tidegate.core.commands.limits import BLOCKED_ARGS
from tidegate.core.commands.table import ALLOWED


class Commands(Group):
    """How the server is addressed, and what of it is answered."""

    executable_name: str = Field("atlantis", description="First word of a comment command.")
    allow_commands: CommandNames = Field(
        ALLOWED, description="Commands that may be given in a comment, comma-separated; `all` for every one."
    )
    blocked_extra_args: Names = Field(
        BLOCKED_ARGS,
        description="Beginnings of refused arguments after `--`, comma-separated; one dash or two is the same.",
    )
    var_file_allowlist: Folders = Field(
        (), description="Folders outside the repository a `-var-file` after `--` may lie in, comma-separated."
    )
    enable_regexp_cmd: Flag = Field(
        default=False, description="A regular expression after `-p` chooses every project it fits."
    )

    def grammar(self, bot: str) -> GrammarSettings:
        """How comments are read by an account of that login; empty when it is not known."""
        return GrammarSettings(
            executable=self.executable_name,
            bot=bot,
            allow_commands=self.allow_commands,
            blocked_args=self.blocked_extra_args,
            var_file_allowlist=tuple(map(str, self.var_file_allowlist)),
            regexp_projects=self.enable_regexp_cmd,
        )
