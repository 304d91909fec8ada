from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.terraform import redact
from tidegate.terraform.redact import MASK, Redactor

KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\ndef+/=\n-----END RSA PRIVATE KEY-----\nafter\n"


@pytest.mark.parametrize(
    "token",
    [
        "ghp_" + "a1" * 18,
        "ghs_" + "a1" * 18,
        "github_pat_" + "A_1" * 20,
        "glpat-" + "x-Y1" * 6,
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
        "xoxb-123456789012-abcdefgh",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN",
    ],
)
def test_a_token_is_hidden_by_its_shape(token):
    assert Redactor()(f'token = "{token}" # here') == f'token = "{MASK}" # here'


def test_the_password_of_an_url_is_hidden_and_the_host_stays():
    assert Redactor()("fetch https://bot:hunter2@git.example.com/x") == f"fetch https://{MASK}@git.example.com/x"


def test_ordinary_output_stays_as_it_is():
    text = 'Plan: 1 to add, 0 to change.\n  + arn = "arn:aws:s3:::b"\nhttps://example.com:8080/a@b\n'
    assert Redactor()(text) == text


def test_a_private_key_is_hidden_from_its_first_line_to_its_last():
    hidden = Redactor()(KEY)
    assert hidden == f"-----BEGIN RSA PRIVATE KEY-----\n{MASK}\n{MASK}\n-----END RSA PRIVATE KEY-----\nafter\n"


def test_a_private_key_on_one_line_is_hidden():
    assert Redactor()(KEY.replace("\n", "\\n", 3)) == f"{MASK}\nafter\n"


def test_a_known_secret_is_hidden_wherever_it_stands():
    assert Redactor(["hunter2!"])("a=hunter2! b=xhunter2!x") == f"a={MASK} b=x{MASK}x"


def test_every_line_of_a_secret_with_several_lines_is_hidden():
    assert Redactor(["first line\nab\nlast line"])("> last line\nab\n> first line") == f"> {MASK}\nab\n> {MASK}"


def test_a_secret_is_hidden_in_its_quoted_spelling_too():
    assert Redactor(['pa"ss\\word'])(r'x = "pa\"ss\\word"') == f'x = "{MASK}"'


def test_the_longer_of_two_secrets_leaves_no_tail():
    assert Redactor(["secret", "secret-and-more"])("secret-and-more") == MASK


def test_a_secret_that_contains_a_token_leaves_no_tail():
    token = "ghp_" + "a" * 36
    assert Redactor([f"{token}-tail"])(f"{token}-tail") == MASK


def streamed(secrets, text):
    return "".join(Redactor(secrets).stream(io.StringIO(text, newline="\n")))


@pytest.mark.parametrize(
    ("secrets", "secret"),
    [
        (["a secret of words"], "a secret of words"),
        ([], "ghp_" + "a1" * 18),
        (["ghp_" + "a1" * 18 + "-tail", "1-ta"], "ghp_" + "a1" * 18 + "-tail"),
    ],
)
@pytest.mark.parametrize("limit", range(50, 120, 3))
def test_a_secret_across_the_end_of_what_is_read_at_once_is_hidden(monkeypatch, secrets, secret, limit):
    monkeypatch.setattr(redact, "LONGEST_LINE", limit)
    monkeypatch.setattr(redact, "OVERLAP", 45)
    before, after = "." * 33, "." * 99
    assert streamed(secrets, f"{before}{secret}{after}{secret}\n") == f"{before}{MASK}{after}{MASK}\n"


@pytest.mark.parametrize("limit", range(50, 120, 3))
def test_so_is_the_password_of_an_url(monkeypatch, limit):
    monkeypatch.setattr(redact, "LONGEST_LINE", limit)
    monkeypatch.setattr(redact, "OVERLAP", 45)
    text = streamed([], f"{'.' * 33} https://bot:hunter2@git.example.com/ {'.' * 99}")
    assert text == f"{'.' * 33} https://{MASK}@git.example.com/ {'.' * 99}"


def test_a_line_longer_than_memory_should_hold_comes_in_pieces():
    text = "x" * 5_000_000 + "\nend"
    parts = list(Redactor().stream(io.StringIO(text)))
    assert "".join(parts) == text
    assert max(map(len, parts)) <= redact.LONGEST_LINE + redact.OVERLAP


def test_what_looks_like_one_secret_of_megabytes_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(redact, "LONGEST_LINE", 100)
    parts = list(Redactor().stream(io.StringIO("ghp_" + "a" * 1000)))
    assert parts[0] == MASK


pieces = st.lists(
    st.sampled_from(
        ["hunter2", "hidden", "(hid", "ghp_" + "a" * 30, KEY, "\n", " x", "://u:p@", "AKIA" + "B" * 16, "é"]
    )
)


@given(pieces.map("".join), st.lists(st.sampled_from(["hunter2", "hidden", "dden", "aaaa\nbbbb"])))
def test_redacting_twice_changes_nothing_more(text, secrets):
    redact = Redactor(secrets)
    assert redact(redact(text)) == redact(text)


@given(
    st.text(max_size=40), st.text(min_size=4, max_size=12).filter(lambda s: s.strip() == s and len(s.splitlines()) == 1)
)
def test_no_known_secret_is_left(text, secret):
    hidden = Redactor([secret])(text + secret + text)
    assert all(secret not in part for part in hidden.split(MASK))
