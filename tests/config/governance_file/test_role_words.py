import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance

PEOPLE = 'people:\n  devops-lead: {slack: ["@lead", "@ops"]}\n  cto: {}\n'
WHERE = "environments: {staging: {branch: staging}}\n"


def read(text):
    return read_governance(PEOPLE + WHERE + text, "here")


@pytest.mark.parametrize("word", ["devops-lead", "@devops-lead", "@lead", "@LEAD", "ops"])
def test_an_approver_is_named_by_role_or_chat_handle(word):
    policy = read(f'emergency: {{approvers: ["{word}", cto]}}')
    assert policy.emergency_approvers == ("devops-lead", "cto")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("governance: {owners: [ct]}", "governance.owners[0]: There is no role `ct` under `people`. Did you mean `cto`?"),
        ("governance: {owners: ['@lead']}", "There is no role `@lead` under `people`."),
        ("emergency: {approvers: ['@leed']}", "`@leed` is neither a role nor the chat handle of one. Did you mean `lead`?"),
        ("waivers: {window: [boss]}", "waivers.window[0]: `boss` is neither a role"),
    ],
)  # fmt: skip
def test_a_word_that_means_nobody_is_named(text, said):
    assert said in fault(read, text)
