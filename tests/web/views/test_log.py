from support.values import NOON, deployment, plan
from tidegate.store.after_tests import AfterTest
from tidegate.web.following import START
from tidegate.web.views.log import LogShown, log_page, log_shown


def test_a_short_log_is_shown_whole(tmp_path):
    log = tmp_path / "log"
    log.write_text("one\n둘\n")
    shown = log_shown(log)
    assert (shown.text, shown.cut, shown.place.offset) == ("one\n둘\n", False, 8)


def test_of_a_long_log_the_last_whole_lines_are_shown(tmp_path):
    log = tmp_path / "log"
    log.write_text("".join(f"줄 {n}\n" for n in range(100)))
    shown = log_shown(log, limit=20)
    assert shown.text == "줄 98\n줄 99\n"
    assert shown.cut
    assert shown.place.offset == log.stat().st_size


def test_a_log_that_is_not_there_is_empty(tmp_path):
    assert log_shown(tmp_path / "log") == LogShown(text="", place=START)


def test_plans_and_applies_are_named_and_followed_while_they_run():
    empty = LogShown(text="", place=START)
    planning, applied = log_page(plan(state="running"), empty), log_page(deployment(state="applied"), empty)
    assert (planning.title, planning.live) == ("Plan of staging-environment", True)
    assert (applied.title, applied.live, applied.badge.text) == ("Apply of staging-environment", False, "Applied")


def test_what_was_run_after_an_apply_stands_under_its_log():
    test = AfterTest(deployment_id="d", position=0, command="./ping.sh", state="failed", output="no pong", at=NOON)
    page = log_page(deployment(state="applied"), LogShown(text="", place=START), [test])
    assert [(one.command, one.badge.text, one.output) for one in page.tests] == [("./ping.sh", "Failed", "no pong")]
