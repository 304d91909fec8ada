from __future__ import annotations

import pytest

from support.plan_documents import plan_document
from tidegate.core.plans.secrets import sensitive_values


@pytest.mark.parametrize("name", ["create", "replace"])
def test_values_of_sensitive_variables_are_found_in_a_real_plan(name) -> None:
    assert sensitive_values(plan_document(name)) == {"top-secret-token", "hunter2-hunter2"}


@pytest.mark.parametrize(
    "document",
    [
        {"resource_changes": [{"change": {"before": {"p": ["found"]}, "before_sensitive": {"p": [True]}}}]},
        {"resource_drift": [{"change": {"after": {"p": "found"}, "after_sensitive": {"p": True}}}]},
        {"output_changes": {"o": {"after": "found", "after_sensitive": True}}},
        {"prior_state": {"values": {"outputs": {"o": {"sensitive": True, "value": {"x": "found"}}}}}},
        {
            "planned_values": {
                "root_module": {
                    "child_modules": [{"resources": [{"values": {"p": "found"}, "sensitive_values": {"p": True}}]}]
                }
            }
        },
        {
            "variables": {"v": {"value": "found"}},
            "configuration": {"root_module": {"variables": {"v": {"sensitive": True}}}},
        },
        {"configuration": {"root_module": {"variables": {"v": {"sensitive": True, "default": "found"}}}}},
    ],
)
def test_a_value_is_found_wherever_terraform_marks_it(document) -> None:
    assert sensitive_values(document) == {"found"}


def test_open_values_are_left_alone() -> None:
    document = {"resource_changes": [{"change": {"after": {"p": "open"}, "after_sensitive": {}}}]}
    assert sensitive_values(document) == frozenset()
