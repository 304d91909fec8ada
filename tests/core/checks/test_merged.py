import pytest

from support.costs import finding, found
from tidegate.core.checks.merged import without_merged

MINE, MERGED = finding(address="aws_security_group.mine"), finding(address="aws_security_group.merged")


@pytest.mark.parametrize("check", ["builtin", "naming", "tags"])
def test_what_is_found_about_a_resource_that_is_merged_as_it_is_was_there_before(check):
    (result,) = without_merged([found(check, MINE, MERGED)], {MERGED.address})
    assert [(each.address, each.is_new) for each in result.findings] == [(MINE.address, True), (MERGED.address, False)]


def test_tools_that_are_run_on_the_base_too_are_believed():
    scanned = found("checkov", MERGED)
    assert without_merged([scanned], {MERGED.address}) == (scanned,)


def test_what_was_old_stays_old():
    old = finding(address=MINE.address, new=False)
    (result,) = without_merged([found("builtin", old)], ())
    assert result.findings == (old,)
