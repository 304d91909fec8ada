from __future__ import annotations

from tidegate.checks.rules.table import RULES
from tidegate.core.checks.same import SAME
from tidegate.core.checks.severities import TABLE


def test_every_rule_has_its_severity_and_the_ids_other_tools_give_it() -> None:
    assert set(RULES) <= set(TABLE)
    assert set(RULES) == set(SAME)
