from tidegate.config.server_settings.groups.commands import Commands
from tidegate.core.commands.grammar import GrammarSettings


def test_what_is_not_set_is_left_to_the_grammar():
    assert Commands().grammar("tidegate-bot") == GrammarSettings(bot="tidegate-bot")


def test_what_is_set_reaches_the_grammar():
    given = Commands(
        executable_name="tf",
        allow_commands="plan",
        blocked_extra_args="-lock,-state",
        var_file_allowlist="/srv/vars",
        enable_regexp_cmd="1",
    )
    assert given.grammar("") == GrammarSettings(
        executable="tf",
        allow_commands=frozenset({"plan"}),
        blocked_args=("-lock", "-state"),
        var_file_allowlist=("/srv/vars",),
        regexp_projects=True,
    )
