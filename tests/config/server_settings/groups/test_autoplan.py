from tidegate.config.server_settings.groups.autoplan import Autoplanning
from tidegate.core.switches import Autoplan


def test_each_setting_turns_its_own_switch():
    assert Autoplanning().autoplan == Autoplan()
    given = Autoplanning(
        disable_autoplan="1",
        disable_autoplan_label="no-plan",
        allow_draft_prs="1",
        autoplan_file_list="**/*.tf, !old",
        autoplan_modules="1",
        autoplan_modules_from_projects="live/**",
        autodiscover_mode="enabled",
        restrict_file_list="1",
    )
    assert given.autoplan == Autoplan(
        off=True,
        off_label="no-plan",
        drafts=True,
        files=("**/*.tf", "!old"),
        modules=True,
        modules_from=("live/**",),
        discover="enabled",
        restrict=True,
    )
