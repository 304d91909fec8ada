from dataclasses import replace

from support.decisions import POLICY
from support.values import CHANGE
from tidegate.core.gates.policy import BranchKind
from tidegate.flows.facts.lineage import is_hotfix

HOTFIX = BranchKind(name="hotfix", pattern="hotfix/infra-*", into=("main",))
RULES = replace(POLICY, branch_kinds=(HOTFIX, BranchKind(name="feature", pattern="feature/*", into=("develop",))))


def test_only_the_name_of_a_hotfix_asks_to_go_round():
    into_main = replace(CHANGE, head_branch="hotfix/infra-redis", base_branch="main")
    assert is_hotfix(into_main, RULES)
    assert not is_hotfix(replace(into_main, head_branch="feature/infra-redis"), RULES)
    assert not is_hotfix(into_main, POLICY)


def test_where_hotfixes_do_not_go_their_name_asks_for_nothing():
    into_staging = replace(CHANGE, head_branch="hotfix/infra-redis", base_branch="staging")
    assert not is_hotfix(into_staging, RULES)
    assert is_hotfix(into_staging, replace(RULES, branch_kinds=(replace(HOTFIX, into=()),)))
