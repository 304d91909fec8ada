from __future__ import annotations

import pytest

from tidegate.core.plans.loose import loose_modules, uses_providers


@pytest.mark.parametrize(
    "call",
    [
        {"source": "terraform-aws-modules/vpc/aws"},
        {"source": "registry.example.com/acme/vpc/aws"},
        {"source": "acme/vpc/aws//modules/endpoints"},
        {"source": "git::https://git.example.com/vpc.git"},
        {"source": "git::ssh://git@git.example.com/vpc.git?depth=1"},
        {"source": "git@github.com:acme/vpc.git"},
        {"source": "github.com/acme/vpc"},
        {"source": "https://git.example.com/vpc.git//sub"},
    ],
)
def test_a_remote_module_nobody_has_pinned_is_loose(call):
    assert loose_modules({"module.a": call}) == ("module.a",)


@pytest.mark.parametrize(
    "call",
    [
        {"source": "terraform-aws-modules/vpc/aws", "version_constraint": "5.1.0"},
        {"source": "./modules/vpc"},
        {"source": "../vpc/aws/x"},
        {"source": "git::https://git.example.com/vpc.git?ref=v1"},
        {"source": "git::https://git.example.com/vpc.git//sub?depth=1&ref=v1"},
        {"source": "github.com/acme/vpc?ref=abc"},
        {},
    ],
)
def test_a_local_or_pinned_module_is_not(call):
    assert loose_modules({"module.a": call}) == ()


def test_providers_that_come_with_terraform_need_no_lock_file():
    builtin, aws = "terraform.io/builtin/terraform", "registry.terraform.io/hashicorp/aws"
    assert not uses_providers({"resource_changes": [{"provider_name": builtin}]})
    assert uses_providers({"resource_changes": [{"provider_name": builtin}, {"provider_name": aws}]})
    assert uses_providers({"configuration": {"provider_config": {"aws": {"full_name": aws}}}})
