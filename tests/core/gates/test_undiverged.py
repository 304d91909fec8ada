from support.decisions import NOON, POLICY, facts, mark, project
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.gates.undiverged import check
from tidegate.core.known import Unknown


def test_a_base_with_nothing_new_for_the_project_passes():
    assert check("apply", facts(), POLICY, NOON).verdict == "pass"


def test_what_others_merged_meanwhile_is_named_with_the_remedy():
    moved = project(diverged=("environments/staging/main.tf",))
    answer = check("apply", facts(projects=(moved,)), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == "`staging` has changes for `staging-environment` that the plan was made without."
    assert str(answer.remedy) == "merge `staging` into `develop`, then comment `atlantis plan`"
    assert tuple(map(str, answer.details)) == ("`environments/staging/main.tf` differs",)


def test_a_long_list_of_paths_is_cut_and_says_so():
    moved = project(diverged=tuple(f"{n}.tf" for n in range(7)))
    assert str(check("apply", facts(projects=(moved,)), POLICY, NOON).details[-1]) == "and 2 more"


def test_what_is_not_known_is_never_taken_for_the_same():
    unknown = project(diverged=Unknown(unknown_because="git could not merge them"))
    answer = check("apply", facts(projects=(unknown,)), POLICY, NOON)
    assert answer.verdict == "block"
    assert "git could not merge them" in str(answer.reason)


def test_the_rule_that_asks_for_it_is_named():
    asking = project(requirements=("undiverged",), requirements_at=mark(12), diverged=("a.tf",))
    assert check("apply", facts(projects=(asking,)), NoPolicy(), NOON).rule == mark(12)
