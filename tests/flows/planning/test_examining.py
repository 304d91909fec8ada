from __future__ import annotations

import pytest

from tidegate.core.commands.limits import is_workspace_name
from tidegate.flows.planning.examining import BASE, HEAD


@pytest.mark.parametrize("name", [HEAD, BASE])
def test_no_workspace_has_the_name_of_a_checkout_that_is_only_examined(name):
    """Its project's steps could write into what the change is examined and compared by."""
    assert not is_workspace_name(name)
