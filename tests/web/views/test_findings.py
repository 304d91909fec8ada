from dataclasses import replace

from support.costs import finding, found
from tidegate.core.checks.model import CheckResult
from tidegate.web.views.findings import checks_view

BROKEN = CheckResult(check="checkov", state="failed", reason="It took too long.", output="Traceback")


def test_new_findings_come_first_and_older_ones_apart():
    view = checks_view([found("builtin", finding(), finding("public_bucket", new=False))])
    assert view.says == "1 new finding"
    assert [each.rules for each in view.new] == [("open_ingress",)]
    assert [each.rules for each in view.old] == [("public_bucket",)]


def test_a_failed_check_is_shown_with_what_it_printed():
    view = checks_view([found("fmt"), BROKEN])
    assert view.says == "Nothing new; 1 could not be evaluated"
    assert (view.names, view.failed) == (("fmt",), (("checkov", "It took too long.", "Traceback"),))


def test_a_finding_names_its_place_and_every_tool_that_says_it():
    one = replace(finding(file="main.tf", line=3), also=("CKV_AWS_24",))
    (shown,) = checks_view([found("builtin", one)]).new
    assert (shown.place, shown.rules, shown.badge.text) == ("main.tf:3", ("open_ingress", "CKV_AWS_24"), "High")


def test_there_is_no_card_where_no_check_was_asked_for():
    assert checks_view([CheckResult(check="trivy", state="skipped", reason="It is not installed.")]) is None
