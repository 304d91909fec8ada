from tidegate.config.governance_file.notices_raw import NotificationRaw


def test_what_is_the_same_everywhere_stands_under_a_star():
    raw = NotificationRaw.model_validate({"channels": "#x", "mentions": ["@a", "@b"]})
    assert (raw.channels, raw.mentions) == ({"*": ["#x"]}, {"*": ["@a", "@b"]})
