from tidegate.config.server_settings.groups.merging import Merges
from tidegate.core.switches import Merging


def test_each_setting_turns_its_own_switch():
    assert Merges().merging == Merging()
    given = Merges(
        automerge="1",
        automerge_method="squash",
        disable_automerge_label="wait",
        ignore_vcs_status_names="other",
        discard_approval_on_plan="1",
    )
    assert given.merging == Merging(
        auto=True, method="squash", off_label="wait", ignored_statuses=("other/",), discard_approvals=True
    )
