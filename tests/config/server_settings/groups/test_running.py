from tidegate.config.server_settings.groups.running import Runs
from tidegate.core.switches import Running


def test_each_setting_turns_its_own_switch():
    assert Runs().running == Running()
    given = Runs(
        checkout_strategy="merge",
        parallel_plan="0",
        parallel_apply="1",
        fail_on_pre_workflow_hook_error="1",
        disable_apply="1",
        disable_apply_all="1",
        disable_unlock_label="keep",
        allow_fork_prs="1",
        team_allowlist="devops:apply, *:plan",
    )
    assert given.running == Running(
        checkout="merge",
        parallel_plan=False,
        parallel_apply=True,
        fail_on_pre_hook=True,
        no_applies=True,
        no_apply_all=True,
        no_unlock_label="keep",
        fork_changes=True,
        team_allowlist=(("devops", "apply"), ("*", "plan")),
    )
