import yaml

from support.paths import SOURCE
from tidegate.core.gates.said.checklist_items import AUTOMATIC, BUILT_IN


def test_an_automatic_check_ticks_the_item_of_its_name():
    assert {
        "syntax", "naming", "tags", "security_groups", "cost", "monitoring", "rollback", "staging_tests",
    } == AUTOMATIC  # fmt: skip
    assert all(item.auto in (None, name) for name, item in BUILT_IN.items())


def test_plans_are_shown_by_a_link():
    assert [name for name, item in BUILT_IN.items() if item.evidence] == ["backup_plan", "test_plan"]


def test_every_item_has_its_text_in_korean():
    catalogue = yaml.safe_load((SOURCE / "render/locales/ko.yaml").read_text())["core/gates/said/checklist_items.py"]
    assert catalogue == {str(item.text): item.also[0] for item in BUILT_IN.values()}
