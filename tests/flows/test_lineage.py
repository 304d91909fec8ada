from dataclasses import replace

from support.decisions import POLICY
from support.values import CHANGE
from tidegate.core.gates.policy import BranchKind
from tidegate.flows.lineage import before_it, branch_of, is_hotfix

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


def test_environments_before_one_are_found_back_to_the_first_even_in_a_circle():
    environments = RULES.environments
    assert [each.name for each in before_it(environments["prod"], RULES)] == ["staging", "dev"]
    assert before_it(environments["dev"], RULES) == ()
    circle = replace(RULES, environments={**environments, "dev": replace(environments["dev"], promotes_from="prod")})
    assert [each.name for each in before_it(environments["prod"], circle)] == ["staging", "dev"]


def test_the_primary_branch_is_the_one_that_is_named_else_the_first():
    prod = RULES.environments["prod"]
    assert branch_of(prod) == "main"
    assert branch_of(replace(prod, primary_branch="prod")) == "prod"
    assert branch_of(replace(prod, branches=())) == ""
