"""Governance files with one fault each: every message names the place, what is wrong and what to write instead."""

from pathlib import Path

import jsonschema_rs
import pytest

from tidegate.config.governance_file.governance import read_governance
from tidegate.config.governance_file.schema import json_schema
from tidegate.config.text import read_document
from tidegate.core.errors import BadInput

FILES = Path(__file__).parent / "data/broken_governance"

#: File, line and column, what is wrong, what to write instead.
FAULTS = [
    ("key_unknown", "2:1", "`enviroments` is not a key here.", "Did you mean `environments`?"),
    ("key_unknown_deep", "6:5", "`brunch` is not a key here.", "Did you mean `branch`?"),
    ("key_doubled", "2:1", "twice", ""),
    ("not_yaml", "3:1", "", ""),
    ("tab", "2:1", "", ""),
    ("empty", "1:1", "The file is empty.", "Write at least `version: 1`"),
    ("version", "1:10", "`2` is not a value of this key.", "Write one of: `1`."),
    ("locale", "1:9", "`kr` is not a value of this key.", "Write one of: `en`, `ko`."),
    ("timezone", "1:11", "`Seoul` is not a time zone.", "Did you mean `Asia/Seoul`?"),
    ("type_list_for_mapping", "1:9", "A mapping of keys is expected here, not a list.", "Write `key: value` lines"),
    ("type_word_for_truth", "2:12", "`yes` is not `true` or `false`.", "Did you mean `true`?"),
    ("type_text_for_number", "6:49", "A whole number is expected here, not `two`.", "Write digits only"),
    ("owner_unknown", "2:12", "There is no role `lead` under `people`.", "Did you mean"),
    ("role_unknown", "6:20", "There is no role `seniors` under `people`.", "Did you mean `senior`?"),
    ("role_circle", "2:17", "The role includes itself: a → b → a.", "Break the circle."),
    ("role_handle_twice", "3:15", "`@x` names both `a` and `b`.", "a handle of its own"),
    (
        "role_missing_for_the_convention",
        "1:1",
        "There is no role `devops-lead`, which the convention's environments name.",
        "Declare it here",
    ),
    ("approver_unknown", "9:25", "`@leed` is neither a role nor the chat handle of one.", "Did you mean `lead`?"),
    ("emergency_approver_unknown", "8:25", "`cto` is neither a role", "Write one of"),
    ("deputy_a_team", "2:20", "`acme/vps` is a team; a deputy is one person.", "Write a login."),
    ("apply_switch", "2:16", "`apply` is either `disabled` or a mapping", "Write `apply: disabled`"),
    ("apply_nobody", "6:5", "Nobody may apply: `allow` is missing.", "Add `allow: [ROLE]`"),
    ("require_unknown", "6:40", "`all_review` is not a value of this key.", "Did you mean `all_reviews`?"),
    (
        "sticky_unknown",
        "6:50",
        "`always` is not a value of this key.",
        "Write one of: `same_digest`, `within_ceiling`.",
    ),
    ("environment_alias_twice", "3:3", "`test` means both `dev` and `staging`.", "Use another alias."),
    ("environment_display", "2:18", "`our dev` is not one word", "Did you mean `our-dev`?"),
    ("promotes_from_unknown", "3:25", "There is no environment `devv`.", "Did you mean `dev`?"),
    ("promotes_in_a_circle", "2:22", "The promotions lead in a circle: a → b → a.", "Take one `promotes_from` out."),
    ("primary_branch", "2:48", "`master` is not a branch of prod.", "`main`"),
    ("path_outside", "2:18", "`../prod/**` leaves the repository.", "without `..`"),
    ("path_bracket", "2:18", "is not a pattern: a bracket is open.", "Close it"),
    ("branch_pattern", "9:22", "is not a pattern: a bracket is open.", "Close it"),
    ("branch_pattern_missing", "9:11", "`pattern` is missing.", "Add `pattern:` here."),
    ("branch_into_unknown", "9:42", "`stagign` is no environment's branch.", "Did you mean `staging`?"),
    ("branches_enforced_without_names", "8:12", "No kind of branch is written", "Add `feature:"),
    ("after_apply_quote", "2:23", "is not a whole command", "Close the quote."),
    ("monitoring_address", "2:43", "`grafana` is not the address of a page.", "Write it whole"),
    ("watch_for", "2:20", "`an hour` is not a time.", "`30m`, `5 minutes` or `7d`"),
    ("signal_nowhere", "2:19", "The signal does not say where to look.", "Add `http`"),
    ("signal_name", "2:19", "`heath` is not a key here.", "Did you mean `health`?"),
    ("signal_two_kinds", "2:55", "The signal is `http` already.", "Keep one of the two."),
    ("signal_without_query", "2:32", "`prometheus` goes with `query`, which is missing.", "Add `query:`."),
    ("checklist_unknown", "4:9", "There is no built-in item `sintax`.", "Did you mean `syntax`?"),
    ("checklist_twice", "2:35", "`syntax` is on the list already.", "Keep one."),
    ("checklist_auto", "2:48", "There is no automatic check `tag`.", "Did you mean `tags`?"),
    ("waiver_never", "8:11", "Nobody may waive the gate `approvals`.", "Take the line out."),
    ("waiver_unknown_gate", "8:11", "There is no gate `cost_limits`.", "Did you mean `cost_limit`?"),
    ("waiver_unknown_role", "8:24", "`cfo` is neither a role", ""),
    ("window_environment", "2:3", "There is no environment `prodution`.", "Did you mean `production`?"),
    ("window_twice", "3:3", "`prod` and `production` are the same environment.", "Keep one."),
    ("window_day", "2:19", "`thr` is not a day of the week.", "Mon"),
    ("window_zone", "2:19", "`CST` names more than one time zone.", "America/Chicago"),
    ("blocked_period_backwards", "4:9", "ends before it begins.", 'Write "2026-12-24 ~ 2026-12-26".'),
    ("cost_limit_environment", "2:30", "There is no environment `stage`.", "Did you mean `staging`?"),
    ("cost_limit_amount", "2:35", "`$50` is not a number.", "Write digits only"),
    ("resource_group", "2:26", "There is no resource group `ec2_instance`.", "Did you mean `ec2_instances`?"),
    ("ranges_overlap", "4:20", "Two ranges overlap: lines 3 and 4.", "End the lower one at 100."),
    ("ranges_gap", "4:20", "Nothing is said of an increase from 100 to 200: lines 3 and 4.", "Begin this one at 100."),
    ("ranges_begin_late", "3:20", "Nothing is said of an increase below 10.", "Begin at 0"),
    ("ranges_end_early", "3:20", "Nothing is said of an increase of 100 and more.", "`100+/month`"),
    ("ranges_two_open", "4:20", "Two ranges have no upper end: lines 3 and 4.", "Give the lower one an end."),
    ("range_currency", "3:20", "`₩` does not stand for USD", "change `cost.currency`"),
    ("range_no_money", "3:20", "`a lot` is not a range of money.", "`$100-500/month`"),
    ("range_requirement", "3:73", "`ceo_approval` is not a requirement", "Did you mean `cto_approval`?"),
    ("trigger_threshold", "2:60", "`some failures` is not a number of failures.", "`3 consecutive failures`"),
    ("trigger_spike_below_baseline", "2:47", "is not a part of the baseline above 100%.", "`200% of baseline`"),
    ("trigger_duration_missing", "2:24", "`duration` is missing.", "Add `duration:` here."),
    ("rollback_command", "2:22", "does not roll staging back.", "Write `atlantis apply staging --rollback`."),
    ("rollback_nobody", "2:16", "nobody is named who could give it.", "Add `approvers: [ROLE]`."),
    ("notification_event", "2:3", "`plan_complete` is not a key here.", "Did you mean `plan_completed`?"),
    ("notification_placeholder", "2:28", "`{{.Enviroment}}` is not a placeholder.", "Did you mean `{{.Environment}}`?"),
    (
        "notification_channel",
        "2:28",
        "`incident-response` is not the name of a channel.",
        'Did you mean "#incident-response"?',
    ),
    ("notification_mention_environment", "2:32", "There is no environment `prd`.", "Did you mean `prod`?"),
    (
        "budget_environment",
        "3:5",
        "`stage_monthly` is no environment's budget of a month.",
        "Did you mean `staging_monthly`?",
    ),
    ("budget_threshold", "3:42", "`180` is not a part of the budget.", "up to 100"),
    ("anomaly_threshold", "2:39", "is no increase.", "`150` is half more"),
    ("slack_user", "2:10", "`kim` is not the id of a Slack user.", "U0KIM"),
    ("currency", "1:18", "`US` is not the code of a currency.", ""),
    ("scanner", "2:25", "`chekov` is not a value of this key.", "Did you mean `checkov`?"),
    ("name_template", "2:22", "`{projct}` is not a placeholder.", "Did you mean `project`?"),
    ("credentials_role", "2:46", "`deploy` is not the ARN of a role.", "arn:aws:iam::"),
]
#: Each member of a circle is named.
IN_CIRCLES = ("role_circle", "promotes_in_a_circle")
#: The fault is where nothing stands.
WITHOUT_TEXT = ("empty", "not_yaml", "tab")
#: Those an editor sees too: their shape is wrong, not what they mean.
IN_SHAPE = [
    "key_unknown",
    "key_unknown_deep",
    "version",
    "locale",
    "type_list_for_mapping",
    "type_word_for_truth",
    "type_text_for_number",
    "apply_switch",
    "require_unknown",
    "sticky_unknown",
    "branch_pattern_missing",
    "monitoring_address",
    "watch_for",
    "signal_name",
    "cost_limit_amount",
    "trigger_threshold",
    "trigger_duration_missing",
    "notification_event",
    "notification_channel",
    "scanner",
]


@pytest.mark.parametrize(("name", "place", "message", "suggestion"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_named_with_its_place_and_its_remedy(name, place, message, suggestion):
    with pytest.raises(BadInput) as caught:
        read_governance((FILES / f"{name}.yaml").read_text(), "here")
    problem, *others = caught.value.problems
    assert len(others) == (1 if name in IN_CIRCLES else 0)
    assert f"{problem.mark.line}:{problem.mark.column}" == place
    assert message in problem.message
    assert suggestion in problem.suggestion
    assert problem.suggestion
    assert problem.text or name in WITHOUT_TEXT


def test_every_broken_file_has_its_row():
    assert {file.stem for file in FILES.iterdir()} == {fault[0] for fault in FAULTS}
    assert len(FAULTS) >= 45


@pytest.mark.parametrize("name", IN_SHAPE)
def test_an_editor_sees_a_wrong_shape(name):
    data = read_document((FILES / f"{name}.yaml").read_text(), name).data
    assert not jsonschema_rs.is_valid(json_schema(), data)
