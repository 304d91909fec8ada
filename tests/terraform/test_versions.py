from __future__ import annotations

import pytest

from tidegate.terraform.versions import exact, fits, parse


@pytest.mark.parametrize(
    ("version", "constraint", "fit"),
    [
        ("1.9.8", "1.9.8", True),
        ("1.9.8", "v1.9.8", True),
        ("1.9.8", "= 1.9.7", False),
        ("1.9.8", "!= 1.9.7", True),
        ("1.10.0", "> 1.9", True),
        ("1.9.8", ">= 1.5, < 2", True),
        ("2.0.0", ">= 1.5, < 2", False),
        ("1.9.8", "~> 1.9", True),
        ("2.0.0", "~> 1.9", False),
        ("1.9.8", "~> 1.9.2", True),
        ("1.10.0", "~> 1.9.2", False),
        ("1.9.1", "~>1.9.2", False),
        ("2.1.0", "~> 1", True),
        ("1.10.0-rc1", ">= 1.9", False),
        ("1.10.0-rc1", "1.10.0-rc1", True),
        ("1.10.0", "1.10.0-rc1", False),
    ],
)
def test_a_version_fits_a_constraint_as_terraform_reads_it(version, constraint, fit):
    assert fits(parse(version), constraint) is fit


@pytest.mark.parametrize("text", ["", "latest", "~> x", "1.2.3.4", ">= 1.5 < 2", "=> 1", "1.5,"])
def test_what_is_no_constraint_is_refused(text):
    with pytest.raises(ValueError, match="is not a version"):
        fits(parse("1.0.0"), text)


def test_versions_are_ordered_with_pre_releases_before_their_release():
    texts = ["1.10.0", "1.9.8", "1.10.0-rc1", "1.10.0-beta2", "0.14.11"]
    assert [str(v) for v in sorted(map(parse, texts))] == ["0.14.11", "1.9.8", "1.10.0-beta2", "1.10.0-rc1", "1.10.0"]


@pytest.mark.parametrize(
    ("text", "named"), [("1.9.8", "1.9.8"), ("= 1.9", "1.9.0"), ("~> 1.9", None), (">=1,<2", None)]
)
def test_only_an_exact_constraint_names_a_version(text, named):
    found = exact(text)
    assert (str(found) if found else None) == named
