"""Text without anything hidden."""

from tidegate.render.plain import is_web, one_line, printable


def test_colours_controls_and_direction_signs_go():
    assert printable("\x1b[1mError\x1b[0m:\x00 a\r\nb\u202e") == "Error: a\nb"


def test_every_kind_of_line_end_is_a_newline():
    assert printable("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def test_one_line_is_one_line():
    assert one_line("a\nb\r\nc\u2028d") == "a b c d"


def test_an_address_of_the_web_has_nothing_that_ends_it():
    assert is_web("https://tidegate.example/logs/1?x=1#y")
    assert not is_web("https://x/ onclick=1")
