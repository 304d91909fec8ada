"""How faults in files are told."""

from support.notices import PROBLEMS, Words
from tidegate.core.notices import problems


def test_each_fault_has_place_path_words_and_remedy():
    shown = Words(problems.compose(PROBLEMS, "atlantis.yaml")).all
    assert shown.startswith("atlantis.yaml cannot be used: 1 problem\n")
    assert (
        "atlantis.yaml:4:9 projects[0].workflow: There is no workflow of this name. Did you mean staging? Written: stagin"
        in shown
    )
