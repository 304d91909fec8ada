from __future__ import annotations

import pytest

from tidegate.checks.answers import TAIL, answer_of
from tidegate.core.errors import ToolFailed
from tidegate.ports.programs import Ran


def test_an_answer_is_json():
    assert answer_of("looker", Ran(code=1, out='{"a": 1}', err="noise")) == {"a": 1}


@pytest.mark.parametrize("out", ["", "Traceback", '{"a": 1'])
def test_anything_else_is_no_answer_and_what_the_tool_said_is_kept(out):
    with pytest.raises(ToolFailed, match="looker ended with exit code 2 and no JSON") as failed:
        answer_of("looker", Ran(code=2, out=out, err="x" * TAIL + "the end"))
    assert "the end" in failed.value.output
    assert len(failed.value.output) <= TAIL
