from __future__ import annotations

import pytest

from tidegate.hcl.cloud import cloud_workspaces


def cloud(workspaces: str) -> str:
    return f'terraform {{\n  required_version = ">= 1"\n  cloud {{\n    organization = "o"\n{workspaces}\n  }}\n}}\n'


NAMED = cloud('    workspaces {\n      name = "prod"\n    }')


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"a/main.tf": NAMED}, {"a": "prod"}),
        ({"main.tf": NAMED}, {".": "prod"}),
        ({"a/1.tf": NAMED, "a/2.tf": NAMED.replace("prod", "dev")}, {"a": "prod"}),
        ({"a/main.tofu": NAMED}, {}),
        ({"a/main.tf": NAMED + NAMED}, {}),
        ({"a/main.tf": cloud('    workspaces {\n      tags = ["x"]\n    }')}, {}),
        ({"a/main.tf": cloud('    workspaces {\n      name = "w-${var.x}"\n    }')}, {}),
        ({"a/main.tf": NAMED.replace("prod", "~base")}, {}),
        ({"a/main.tf": cloud("")}, {}),
        ({"a/main.tf": "terraform {}\n# cloud\n"}, {}),
        ({"a/main.tf": "cloud {{"}, {}),
    ],
)
def test_the_workspace_is_the_one_the_cloud_block_names(texts, expected) -> None:
    assert cloud_workspaces(texts) == expected
