import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance

HEAD = "people: {cto: {}}\nenvironments: {staging: {}, prod: {aliases: [production]}}\nmanual_rollback_procedures:\n"


def read(text):
    return read_governance(HEAD + text, "here").environments


def test_approvers_are_found_under_any_word_for_the_environment():
    environments = read("  production: {approval_required: true, approvers: [cto]}\n  staging: {}")
    assert (environments["prod"].rollback_approvers, environments["staging"].rollback_approvers) == (("cto",), ())


@pytest.mark.parametrize(
    "command", ["atlantis apply production --rollback", "tidegate apply prod --rollback", "run apply --rollback prod"]
)
def test_a_command_rolls_its_own_environment_back(command):
    assert read(f'  prod: {{command: "{command}"}}')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  prod: {command: atlantis apply staging --rollback}", "does not roll prod back. Write `atlantis apply prod --rollback`."),
        ("  prod: {command: atlantis apply prod}", "does not roll prod back."),
        ("  prod: {command: \"atlantis apply 'prod --rollback\"}", "does not roll prod back."),
        ("  prod: {approval_required: true}", "nobody is named who could give it"),
        ("  prod: {approval_required: false, approvers: [cto]}", "no approval is required. Take them out"),
        ("  prdo: {}", "There is no environment `prdo`."),
    ],
)  # fmt: skip
def test_a_procedure_that_cannot_be_is_named(text, said):
    assert said in fault(read, text)
