"""Whether steps can be isolated on this machine; where not, it is said once, and what can be tested without is."""

import shutil
import tempfile
from collections.abc import Mapping

import pytest

from support import our_python
from support.missing import report_missing


def there() -> bool:
    """Whether bubblewrap is here."""
    if shutil.which("bwrap"):
        return True
    report_missing("bubblewrap: steps ran without isolation, and what keeps them in was not tested")
    return False


def settings() -> Mapping[str, str]:
    """Settings of a server whose steps see the tests' folders, their states among them."""
    if there():
        return {"TIDEGATE_VISIBLE_PATHS": f"{our_python.SETTING},{tempfile.gettempdir()}:rw"}
    return {"TIDEGATE_UNSAFE_RUNNER": "1"}


def need() -> None:
    """Leave a test out where there is no bubblewrap."""
    if not there():
        pytest.skip("needs bubblewrap")


def need_network() -> None:
    """Leave a test out where steps get no network of their own."""
    need()
    if not (shutil.which("slirp4netns") and shutil.which("ip")):
        report_missing("slirp4netns and iproute2: the network of isolated steps was not tested")
        pytest.skip("needs slirp4netns and iproute2")
