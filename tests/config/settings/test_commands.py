from tidegate.config.settings.commands import Commands
from tidegate.core.commands.grammar import GrammarSettings


def test_what_is_not_set_is_left_to_the_grammar():
    assert Commands().grammar("tidegate-bot") == GrammarSettings(bot="tidegate-bot")


def test_what_is_set_reaches_the_grammar():
    grammar = Commands(executable_name="tf", allow_commands="plan").grammar("")
    assert (grammar.executable, grammar.allow_commands) == ("tf", {"plan"})
