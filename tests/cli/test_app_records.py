import pytest

from support.cli import run


@pytest.mark.parametrize(
    "words",
    [
        ("decisions", "list"),
        ("decisions", "show"),
        ("explain",),
        ("policy", "diff"),
        ("audit", "verify"),
        ("audit", "export"),
        ("audit", "head"),
    ],
)
def test_each_command_says_what_it_does_and_takes_the_servers_places(words):
    said = run(*words, "--help").output
    assert "--data-dir" in said
    assert "--database-url" in said
