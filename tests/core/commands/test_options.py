from __future__ import annotations

import pytest

from tidegate.core.commands.options import HelpWanted, Misuse, Options, read_options
from tidegate.core.commands.spec import Flag

FLAGS = (Flag(long="dir", short="d", value="DIR", text=""), Flag(long="verbose", text=""))


@pytest.mark.parametrize(
    ("words", "values", "others", "rest"),
    [
        ([], {}, (), ()),
        (["-d", "a"], {"dir": "a"}, (), ()),
        (["-da"], {"dir": "a"}, (), ()),
        (["-d=a"], {"dir": "a"}, (), ()),
        (["--dir", "a", "--dir=b"], {"dir": "b"}, (), ()),
        (["--dir=a=b"], {"dir": "a=b"}, (), ()),
        (["-d", "--verbose"], {"dir": "--verbose"}, (), ()),
        (["x", "--verbose", "y"], {"verbose": "true"}, ("x", "y"), ()),
        (["--verbose=false"], {"verbose": "false"}, (), ()),
        (["--verbose=F"], {"verbose": "false"}, (), ()),
        (["--verbose=1"], {"verbose": "true"}, (), ()),
        (["-", "--", "-d", "--", "-x"], {}, ("-",), ("-d", "--", "-x")),
    ],
)
def test_words_are_sorted_as_posix_flags(words, values, others, rest) -> None:
    assert read_options(FLAGS, words) == Options(values=values, words=others, rest=rest)


@pytest.mark.parametrize("words", [["-h"], ["--help"], ["x", "--help"]])
def test_help_is_asked_for_anywhere(words) -> None:
    with pytest.raises(HelpWanted):
        read_options(FLAGS, words)


def test_what_follows_two_dashes_asks_for_no_help() -> None:
    assert read_options(FLAGS, ["--", "--help"]).rest == ("--help",)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("--x", "unknown flag: --x"),
        ("--=x", "bad flag syntax: --=x"),
        ("---x", "bad flag syntax: ---x"),
        ("--rollback", "unknown flag: --rollback (not in this version yet)"),
        ("-xyz", "unknown shorthand flag: 'x' in -xyz"),
        ("--dir", "flag needs an argument: --dir"),
        ("-d", "flag needs an argument: 'd' in -d"),
        ("--verbose=maybe", "--verbose takes no value, or true or false; not maybe"),
    ],
)
def test_a_misuse_says_which_word(word, said) -> None:
    with pytest.raises(Misuse) as caught:
        read_options(FLAGS, [word])
    assert str(caught.value) == said
