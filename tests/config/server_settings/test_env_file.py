import pytest

from support.faults import faults
from tidegate.config.server_settings.env_file import read_env_file

TEXT = """\
# our Atlantis
ATLANTIS_PORT=4141
export ATLANTIS_GH_TOKEN='a b'

ATLANTIS_ALLOW_COMMANDS="plan,apply"
EMPTY=
ATLANTIS_PORT=80
QUOTE='
"""


def test_variables_are_read_as_shells_and_systemd_do():
    assert read_env_file(TEXT, "env") == {
        "ATLANTIS_PORT": "80",
        "ATLANTIS_GH_TOKEN": "a b",
        "ATLANTIS_ALLOW_COMMANDS": "plan,apply",
        "EMPTY": "",
        "QUOTE": "'",
    }


@pytest.mark.parametrize("line", ["s3cret", "2X=s3cret", "A B=s3cret", "PORT: s3cret"])
def test_a_line_that_is_no_variable_is_named_and_not_repeated(line):
    (said,) = faults(read_env_file, f"A=1\n{line}\n", "env")
    assert said == "env:2:1: The line is not a variable. Write `NAME=value`, or `#` before a remark."
