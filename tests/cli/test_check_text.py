import io
import json

import pytest

from support.plan_documents import plan_document
from tidegate.cli.check_text import plan_of, unwrapped
from tidegate.core.errors import BadInput

PLAN = json.dumps(plan_document("create"))


def written(folder, text):
    file = folder / "plan.json"
    file.write_text(text)
    return str(file)


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        "\ufeff" + PLAN,
        json.dumps(json.loads(PLAN), indent=2),
        f"[command]/opt/terraform-bin show -json plan.tfplan\n{PLAN}\n::debug::Terraform exited with code 0.\n",
        f"::group::show\n{PLAN}\n::debug::stdout: {PLAN}%0A\n::endgroup::\n",
    ],
    ids=["bare", "with a byte order mark", "on many lines", "after a wrapper's command", "between commands"],
)
def test_a_plan_is_read_whatever_a_wrapper_prints_around_it(tmp_path, text):
    assert plan_of(written(tmp_path, text)) == json.loads(PLAN)


def test_a_plan_is_read_from_a_pipe(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(PLAN))
    assert plan_of("-") == json.loads(PLAN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "plan.json:1:1: This is no JSON. Give the output of `terraform show -json PLANFILE`."),
        ("[command]terraform show\n{\n", "plan.json:3:1: This is no JSON."),
        ("[]", "plan.json:1:1: This is JSON, but no plan."),
        ('{"format_version": "1.0", "values": {}}', "plan.json:1:1: This is JSON, but no plan."),
    ],
)
def test_what_is_no_plan_is_refused_with_what_to_give_instead(tmp_path, text, expected):
    with pytest.raises(BadInput) as refused:
        plan_of(written(tmp_path, text))
    assert expected in str(refused.value)


def test_a_binary_plan_file_and_a_missing_one_are_told_apart(tmp_path):
    (tmp_path / "p.tfplan").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(BadInput, match="is it the plan file itself"):
        plan_of(str(tmp_path / "p.tfplan"))
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        plan_of(str(tmp_path / "none.json"))


def test_lines_that_only_look_like_a_wrappers_stay_within_the_plan():
    plan = '{"a": "x\\n::notice::[command]"}\n'
    assert unwrapped(plan) == plan
