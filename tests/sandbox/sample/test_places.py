"""Every environment's states lie apart, in one folder."""

from __future__ import annotations

from pathlib import Path

from tidegate.sandbox.sample.places import ENVIRONMENTS, app_state, deployed_state, networking_state


def test_no_two_states_share_a_file() -> None:
    root = Path("/states")
    places = [place(root, name) for name in ENVIRONMENTS for place in (app_state, deployed_state, networking_state)]
    assert len(set(places)) == len(places)
    assert all(each.is_relative_to(root) for each in places)


def test_a_deployed_state_lies_in_the_workspace_named_as_its_environment() -> None:
    assert deployed_state(Path("/states"), "staging") == Path("/states/staging/workspaces/staging/terraform.tfstate")
