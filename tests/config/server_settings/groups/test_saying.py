from tidegate.config.server_settings.groups.saying import Sayings
from tidegate.core.switches import Saying


def test_each_setting_turns_its_own_switch():
    assert Sayings().saying == Saying()
    given = Sayings(
        emoji_reaction="none",
        silence_no_projects="1",
        silence_fork_pr_errors="1",
        silence_allowlist_errors="1",
        silence_vcs_status_no_plans="1",
        silence_vcs_status_no_projects="1",
        hide_unchanged_plan_comments="1",
        pending_apply_status="0",
    )
    assert given.saying == Saying(
        reaction=None,
        no_projects=False,
        fork_errors=False,
        allowlist_errors=False,
        status_without_plans=False,
        status_without_projects=False,
        unchanged_plans=False,
        pending_apply=False,
    )


def test_a_reaction_is_one_the_code_host_has():
    assert Sayings(emoji_reaction="+1").saying.reaction == "+1"
