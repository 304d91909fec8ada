"""How faults in files are told."""

from dataclasses import replace

from support.notices import PROBLEMS, Words
from tidegate.core.notices import problems


def test_each_fault_has_place_path_words_and_remedy():
    shown = Words(problems.compose(PROBLEMS, "atlantis.yaml")).all
    assert shown.startswith("atlantis.yaml cannot be used: 1 problem\n")
    assert (
        "atlantis.yaml:4:9 projects[0].workflow: There is no workflow of this name. Did you mean staging? Written: stagin"
        in shown
    )


def test_an_endless_value_is_not_repeated_whole():
    endless = replace(PROBLEMS[0], text="x" * 5000, message=f"`{'x' * 5000}` is no workflow.")
    shown = Words(problems.compose((endless,), "atlantis.yaml")).all
    assert "xxx…" in shown
    assert len(shown) < 1000
