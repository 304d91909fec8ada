import pytest

from support.faults import fault, faults
from tidegate.config.governance_file.governance import read_governance


def read(text):
    return read_governance(f"environments: {text}", "here")


def test_promotions_may_branch():
    assert read("{a: {branch: a}, b: {promotes_from: a}, c: {promotes_from: a}}")


def test_every_environment_of_a_circle_shows_the_way_round():
    pairs = (("a", "c"), ("b", "a"), ("c", "b"), ("d", "a"))
    written = (f"{name}: {{branch: {name}, promotes_from: {source}}}" for name, source in pairs)
    told = faults(read, f"{{{', '.join(written)}}}")
    assert len(told) == 3
    assert "a → c → b → a" in told[0]


def test_nothing_is_promoted_from_an_environment_without_a_branch():
    assert "`a` has no branch, so nothing can come from it. Add `branch:` to `a`." in fault(
        read, "{a: {}, b: {branch: main, promotes_from: a}}"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a: {branch: [main, prod], primary_branch: mian}}", "`mian` is not a branch of a. Did you mean `main`?"),
        ("{a: {primary_branch: main}}", "`main` is not a branch of a. Name it under `branch` too."),
    ],
)
def test_the_primary_branch_is_one_of_its_branches(text, said):
    assert said in fault(read, text)


@pytest.mark.parametrize("pattern", ["*", "**", "*.*", "?*", "{module.*,*.*}"])
def test_a_pattern_that_would_let_everything_past_the_environment_before_is_refused(pattern):
    text = f"{{a: {{branch: a}}, b: {{promotes_from: a, promotion: {{only_here: ['{pattern}']}}}}}}"
    assert f"environments.b.promotion.only_here: `{pattern}` means every address" in fault(read, text).replace(
        "[0]", ""
    )


@pytest.mark.parametrize("pattern", ["aws_wafv2_*.*", "module.cdn.*", "module.*"])
def test_patterns_of_some_addresses_are_taken(pattern):
    assert read(f"{{a: {{branch: a}}, b: {{promotes_from: a, promotion: {{only_here: ['{pattern}']}}}}}}")
