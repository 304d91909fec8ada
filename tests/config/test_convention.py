from tidegate.config.convention import MATRIX


def test_the_matrix_is_the_conventions_table_of_who_may():
    assert {name: environment.plan.allow for name, environment in MATRIX.items()} == {
        "dev": ["developer"], "staging": ["developer"], "prod": ["senior"],
    }  # fmt: skip
    assert (MATRIX["staging"].apply.allow, MATRIX["staging"].apply.approvals.count) == (["senior", "devops"], 1)
    assert (MATRIX["prod"].apply.allow, MATRIX["prod"].apply.approvals.count) == (["devops-lead", "cto"], 2)


def test_costs_are_reviewed_where_the_convention_applies():
    assert [MATRIX[name].apply.require for name in ("dev", "staging", "prod")] == [[], ["cost_review"], ["cost_review"]]
