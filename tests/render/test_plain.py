"""Text without anything hidden."""

from tidegate.render.plain import is_web, one_line, printable


def test_colours_controls_and_direction_signs_go():
    assert printable("\x1b[1mError\x1b[0m:\x00 a\r\nb\u202e") == "Error: a\nb"


def test_one_line_is_one_line():
    assert one_line("a\nb\r\nc") == "a b c"


def test_an_address_of_the_web_has_nothing_that_ends_it():
    assert is_web("https://tidegate.example/logs/1?x=1#y")
    assert not is_web("https://x/ onclick=1")
