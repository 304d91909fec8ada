from datetime import UTC, datetime

from tidegate.config.governance_file.governance import read_governance
from tidegate.config.governance_file.governance_notes import idle_deputies, stale_windows

TEXT = """deployment_windows:
  production:
    blocked_periods:
      - "2024-12-24 ~ 2024-12-26"
      - "2026-12-24 ~ 2026-12-26"
      - "매월 마지막 금요일"
"""


def test_periods_that_are_over_are_named_with_their_place():
    policy = read_governance(TEXT, "here")
    (told,) = stale_windows(policy, datetime(2026, 11, 28, tzinfo=UTC))
    assert str(told) == (
        "tidegate.yaml:4:9: deployment_windows.production: `2024-12-24 ~ 2024-12-26` is over: it closes production no"
        " more. Take it out, or write the next dates."
    )
    assert len(stale_windows(policy, datetime(2027, 1, 1, tzinfo=UTC))) == 2


def test_a_window_whose_days_are_all_gone_by_is_named():
    policy = read_governance('deployment_windows:\n  production:\n    allowed: "2020-01-01"\n', "here")
    (told,) = stale_windows(policy, datetime(2026, 11, 28, tzinfo=UTC))
    assert str(told) == (
        "tidegate.yaml:3:5: deployment_windows.production.allowed: `2020-01-01` is over: production opens no more."
        " Take it out, or write the next dates."
    )


def test_deputies_of_a_role_that_a_team_holds_never_act():
    people = """people:
  lead: {github: ["@acme/leads", kim], deputies: [lee]}
  cto: {github: [park], deputies: [choi]}
environments: {prod: {branch: main, apply: {allow: [lead]}}}
"""
    (told,) = idle_deputies(read_governance(people, "here"))
    assert str(told) == (
        "tidegate.yaml:2:40: people.lead.deputies: The deputies of `lead` never count: a team holds it, and a team is"
        " never out as a whole. Name the holders by login, or the deputies as holders."
    )
