from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.model import Say
from tidegate.core.commands.options import Misuse
from tidegate.core.commands.sayings import LONGEST_TEXT, SAYINGS, link


@pytest.mark.parametrize(
    "url", ["https://wiki.example/a?b=c#d", "http://10.0.0.1:3000/d/redis", "https://위키.example/백업-계획"]
)
def test_a_web_address_is_evidence(url) -> None:
    assert link("evidence", f" {url} ") == url


@pytest.mark.parametrize(
    "text",
    [
        "wiki.example/a",
        "javascript:alert(1)",
        "https://",
        "https://a b.example",
        "https://a.example/\u202e",
        "https://[oops",
        "https://a.example/<b>",
        "https://a.example/`x`",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_anything_else_is_not(text) -> None:
    with pytest.raises(Misuse, match="--evidence needs a link"):
        link("evidence", text)


def test_no_link_is_no_mistake() -> None:
    assert link("incident", "  ") == ""


def test_a_reason_nobody_would_read_is_refused_with_its_length() -> None:
    with pytest.raises(Misuse, match=f"{LONGEST_TEXT + 1} characters"):
        SAYINGS["justify"](["x" * (LONGEST_TEXT + 1)], {})


@given(st.text(max_size=200).filter(str.strip))
def test_a_reason_in_any_script_is_kept_as_it_was_written(text) -> None:
    said = SAYINGS["waive"](["cost_limit", "prod"], {"reason": text})
    assert said == Say(said="waive", subject="cost_limit", word="prod", text=text.strip())
