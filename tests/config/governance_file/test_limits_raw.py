from support.faults import fault
from tidegate.config.governance_file.governance import read_governance
from tidegate.config.governance_file.limits_raw import WindowRaw


def test_holidays_without_quotes_are_a_phrase_all_the_same():
    raw = WindowRaw.model_validate({"restrictions": [{"holidays": "KR"}], "blocked_periods": [{"holidays": "US-CA"}]})
    assert (raw.restrictions, raw.blocked_periods) == (["holidays: KR"], ["holidays: US-CA"])


def test_any_other_mapping_is_no_phrase():
    assert "A period is one text, or one country's holidays." in fault(
        read_governance, "deployment_windows: {prod: {restrictions: [{friday: yes}]}}", "here"
    )
