import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Seoul", "Did you mean `Asia/Seoul`?"),
        ("Asia/Seol", "Did you mean `Asia/Seoul`?"),
        ("new york", "Did you mean `America/New_York`?"),
        ("../etc/passwd", "is not a time zone."),
        ("KST", "Did you mean `Asia/Seoul`?"),
        ("???", "Write an IANA name, as in `Asia/Seoul`."),
    ],
)
def test_a_zone_nobody_knows_gets_the_closest_one(zone, said):
    assert said in fault(read_governance, f"timezone: {zone!r}", "here")
