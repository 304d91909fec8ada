"""The states the story starts from; that Terraform takes them is seen in test_seed."""

from __future__ import annotations

import json
from pathlib import Path

from tidegate.sandbox.sample.places import ENVIRONMENTS, networking_state
from tidegate.sandbox.sample.states import state_files

STATES = Path("/states")


def test_every_environment_reads_a_network_of_its_own() -> None:
    files = state_files(STATES)
    networks = [json.loads(files[networking_state(STATES, name)])["outputs"] for name in ENVIRONMENTS]
    assert len({each["vpc_id"]["value"] for each in networks}) == len(ENVIRONMENTS)


def test_writing_them_again_gives_the_same_text() -> None:
    assert state_files(STATES) == state_files(STATES)
    lineages = [json.loads(text)["lineage"] for text in state_files(STATES).values()]
    assert len(set(lineages)) == len(lineages)
