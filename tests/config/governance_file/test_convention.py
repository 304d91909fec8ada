from tidegate.config.governance_file.convention import BRANCHES, MATRIX, completed
from tidegate.config.governance_file.governance_raw import GovernanceRaw


def test_the_matrix_is_the_conventions_table_of_who_may():
    assert {name: environment.plan.allow for name, environment in MATRIX.items()} == {
        "dev": ["developer"], "staging": ["developer"], "prod": ["senior"],
    }  # fmt: skip
    assert (MATRIX["staging"].apply.allow, MATRIX["staging"].apply.approvals.count) == (["senior", "devops"], 1)
    prod = MATRIX["prod"].apply
    assert (prod.allow, prod.approvals.count) == (["devops-lead", "cto"], 2)
    assert (prod.approvals.from_, prod.approvals.one_from_each) == (["senior", "devops"], ["devops-lead", "cto"])


def test_staging_takes_a_cost_review_and_production_every_review():
    assert [MATRIX[name].apply.require for name in ("dev", "staging", "prod")] == [[], ["cost_review"], ["all_reviews"]]


def test_every_stage_has_the_conventions_checklist():
    assert [len(MATRIX[name].checklist) for name in ("dev", "staging", "prod")] == [5, 4, 6]


def test_branches_are_called_as_the_convention_says():
    assert BRANCHES.feature.pattern == "feature/infra-{add,update,remove}-*"
    assert BRANCHES.hotfix.into == ["develop", "main"]


def test_only_a_file_without_environments_is_completed():
    own = GovernanceRaw.model_validate({"environments": {}})
    assert completed(own) == own
    said = completed(GovernanceRaw.model_validate({"branches": {"enforce": True}}))
    assert set(said.environments) == {"dev", "staging", "prod"}
    assert set(said.people) == {"developer", "senior", "devops", "devops-lead", "cto"}
    assert (said.branches.feature, said.branches.enforce) == (BRANCHES.feature, True)
