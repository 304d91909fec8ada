import pytest

from support.faults import fault
from tidegate.config.atlantis_files.atlantis import read_atlantis
from tidegate.config.atlantis_files.repos import read_repos
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN, Step, Workflow

WRITTEN = """
workflows:
  bare:
  empty: {plan: , apply: {steps: }, policy_check: , import: , state_rm: }
  full:
    plan: {steps: [init, {plan: {extra_args: [-lock=false]}}]}
    apply: {enabled: false, requirements: [approved], steps: [apply]}
    policy_check: {steps: [show, policy_check]}
    import: {steps: [init, import]}
    state_rm: {steps: [init, state_rm]}
"""


@pytest.mark.parametrize("read", [lambda text: read_atlantis("version: 3" + text), read_repos])
def test_both_files_write_workflows_alike(read):
    found = read(WRITTEN).workflows
    assert set(found) == {"bare", "empty", "full"}
    assert (found["bare"].plan, found["bare"].apply) == (DEFAULT_PLAN, DEFAULT_APPLY)
    assert (found["empty"].plan, found["empty"].apply) == (DEFAULT_PLAN, DEFAULT_APPLY)
    full: Workflow = found["full"]
    assert full.plan.steps == (Step(kind="init"), Step(kind="plan", extra_args=("-lock=false",)))
    assert (full.apply.enabled, full.apply.requirements) == (False, ("approved",))
    assert (full.apply.enabled_at.line, full.at.line) == (7, 5)


def test_only_run_steps_of_version_2_are_taken_apart():
    written = "version: 2\nworkflows: {w: {apply: {steps: [{run: {command: \"a  'b c'\"}}, {env: {name: A, command: a  b}}]}}}"
    run, env = read_atlantis(written).workflows["w"].apply.steps
    assert (run.command, env.command) == ("a b c", "a  b")


def test_an_open_quote_is_placed_at_its_step():
    written = "version: 2\nworkflows:\n  w:\n    apply:\n      steps:\n      - run: echo 'a\n"
    said = fault(read_atlantis, written)
    assert said.startswith("atlantis.yaml:6:14: workflows.w.apply.steps[0].run: Version 2 takes a command apart")
    assert read_atlantis(written.replace("version: 2", "version: 3")).workflows["w"].apply.steps[0].command == "echo 'a"
