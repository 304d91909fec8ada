import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.gates.policy import AwsRole, Credentials

ARN = "arn:aws:iam::123456789012:role/deploy/staging"


def text(aws, stage="apply"):
    return f"environments: {{staging: {{credentials: {{{stage}: {{env: {{A: b}}, aws: {aws}}}}}}}}}"


def test_a_role_is_read_with_an_hour_unless_the_file_says_otherwise():
    (short,) = read_governance(text(f"{{role_arn: '{ARN}'}}"), "here").environments.values()
    assert short.apply_credentials == Credentials(env={"A": "b"}, aws=AwsRole(arn=ARN, seconds=3600))
    assert short.plan_credentials == Credentials()
    whole = text(f"{{role_arn: '{ARN}', session_duration: 15m, external_id: ours}}", "plan")
    (long,) = read_governance(whole, "here").environments.values()
    assert long.plan_credentials.aws == AwsRole(arn=ARN, seconds=900, external_id="ours")


@pytest.mark.parametrize(
    ("aws", "said"),
    [
        ("{external_id: x}", "`role_arn` is missing. Add the ARN of the role."),
        ("{role_arn: deploy}", "`deploy` is not the ARN of a role. Write `arn:aws:iam::123456789012:role/NAME`."),
        (f"{{role_arn: '{ARN}', session_duration: 5m}}", "`5m` is not a time between 15 minutes and 12 hours."),
        (f"{{role_arn: '{ARN}', session_duration: 13h}}", "`13h` is not a time between 15 minutes and 12 hours."),
        (f"{{role_arn: '{ARN}', session_duration: soon}}", "Write it as in `15m`, `1h` or `3600s`."),
    ],
)
def test_a_role_that_cannot_be_assumed_is_named(aws, said):
    assert said in str(fault(read_governance, text(aws), "here"))
