from __future__ import annotations

from support.checked_plans import entry, plan, subject
from tidegate.checks.builtin import Builtin
from tidegate.core.checks.rules import CheckRules

OPEN = {"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}


async def test_a_plan_is_examined_by_every_rule() -> None:
    shown = plan(
        entry("aws_security_group_rule.ssh", None, OPEN),
        entry('module.db["a"].aws_db_instance.main[0]', {"publicly_accessible": True}, {"publicly_accessible": True}),
    )
    result = await Builtin().examine(subject(shown))
    assert (result.check, result.state) == ("builtin", "found")
    assert [(each.id, each.severity, each.address, each.is_new) for each in result.findings] == [
        ("open_ingress", "HIGH", "aws_security_group_rule.ssh", True),
        ("public_database", "HIGH", 'module.db["a"].aws_db_instance.main[0]', False),
        ("unencrypted_store", "HIGH", 'module.db["a"].aws_db_instance.main[0]', False),
    ]


async def test_the_team_says_how_bad_a_rule_is() -> None:
    rules = CheckRules(severities={"open_ingress": "LOW"})
    result = await Builtin().examine(subject(plan(entry("aws_security_group_rule.ssh", None, OPEN)), rules))
    assert [each.severity for each in result.findings] == ["LOW"]


async def test_a_plan_without_flaws_passes() -> None:
    assert (await Builtin().examine(subject(plan(entry("aws_vpc.a", None, {}))))).state == "passed"


async def test_without_a_plan_nobody_can_say() -> None:
    result = await Builtin().examine(subject(None))
    assert (result.state, str(result.reason)) == ("failed", "There is no plan to look at.")
