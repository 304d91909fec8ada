import re

import pytest

from tidegate.config.server_settings.atlantis_variables import (
    BY_FLAG,
    ROWS,
    UNSET,
    Differs,
    Missing,
    Refused,
    TakenOver,
    variable,
)
from tidegate.config.server_settings.server import SETTINGS, ServerSettings

TAKEN = [row for row in ROWS if isinstance(row, TakenOver)]


def test_no_flag_is_listed_twice():
    assert len(BY_FLAG) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.flag)
def test_every_row_points_at_a_setting_there_is_or_says_a_sentence(row):
    match row:
        case TakenOver():
            assert row.setting in ServerSettings.model_fields
            assert row.only_with in {"", *BY_FLAG}
            said = row.remark
        case Differs():
            said = row.how
        case Missing():
            said = row.instead
        case Refused():
            said = row.why
    assert not said or said.endswith(".")
    assert said or isinstance(row, TakenOver)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.flag)
def test_sentences_name_only_settings_there_are(row):
    known = {setting.variable for setting in SETTINGS}
    assert set(re.findall(r"TIDEGATE_\w+", " ".join(map(str, row)))) <= known


def test_what_differs_unset_is_about_known_flags_and_settings():
    known = {setting.variable for setting in SETTINGS}
    for flag, sentence in UNSET.items():
        assert flag in BY_FLAG
        assert set(re.findall(r"TIDEGATE_\w+", sentence)) <= known


def test_settings_that_are_named_alike_mean_the_same():
    """Who replaces the prefix of a variable is never wrong."""
    for row in TAKEN:
        alike = row.flag.replace("-", "_")
        if alike in ServerSettings.model_fields:
            assert row.setting == alike


def test_a_flag_has_one_variable():
    assert variable("gh-token-file") == "ATLANTIS_GH_TOKEN_FILE"
    assert variable("atlantis-url") == "ATLANTIS_ATLANTIS_URL"


@pytest.mark.parametrize(
    ("flag", "theirs", "ours"),
    [
        ("allow-commands", "plan, apply,policy_check", "plan,apply,explain"),
        ("allow-commands", "all", "all,explain"),
        ("web-basic-auth", "true", "0.0.0.0"),
        ("web-basic-auth", "false", ""),
        ("port", "4141", "4141"),
        ("port", "tcp://10.0.0.7:80", ""),
        ("parallel-pool-size", "15", "15"),
        ("parallel-pool-size", "1000", "256"),
        ("parallel-pool-size", "many", "many"),
        ("gh-token", "t", "t"),
    ],
)
def test_a_value_is_read_as_ours(flag, theirs, ours):
    row = BY_FLAG[flag]
    assert isinstance(row, TakenOver)
    assert row.read(theirs) == ours
