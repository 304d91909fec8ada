import pytest

from support.faults import fault
from tidegate.config.atlantis_files.atlantis import read_atlantis
from tidegate.core.projects.model import Step


def read(step):
    text = f"version: 3\nworkflows:\n  w:\n    plan:\n      steps:\n      - {step}\n"
    return read_atlantis(text)


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("init", Step(kind="init")),
        ("state_rm: {extra_args: [-lock=false]}", Step(kind="state_rm", extra_args=("-lock=false",))),
        ("policy_check", Step(kind="policy_check")),
        ("plan: {}", Step(kind="plan")),
        ("run: 5", Step(kind="run", command="5")),
        ("run: true", Step(kind="run", command="true")),
        ("plan: {extra_args: [-lock=false, 5]}", Step(kind="plan", extra_args=("-lock=false", "5"))),
        ("import", Step(kind="import")),
        ("run: echo hi", Step(kind="run", command="echo hi")),
        ("run: {command: x, output: hide}", Step(kind="run", command="x", output=("hide",))),
        ("run: {command: x, output: [strip_refreshing, show]}", Step(kind="run", command="x", output=("strip_refreshing", "show"))),
        ("run: {command: x, output: [strip_refreshing, {filter_regex: 'a.b'}, {filter_regex: '(?i)c'}]}", Step(kind="run", command="x", output=("strip_refreshing", "filter_regex"), filters=("a.b", "(?i)c"))),
        ("run: {command: x, shell: bash}", Step(kind="run", command="x", shell="bash")),
        ("run: {command: x, shell: bash, shellArgs: -e -c}", Step(kind="run", command="x", shell="bash", shell_args=("-e", "-c"))),
        ("run: {command: x, shell: bash, shellArgs: [-c]}", Step(kind="run", command="x", shell="bash", shell_args=("-c",))),
        ("env: {name: A, value: 1}", Step(kind="env", name="A", value="1")),
        ("env: {name: A}", Step(kind="env", name="A", value="")),
        ("env: {name: A, command: date}", Step(kind="env", name="A", command="date")),
        ("multienv: ./print.sh", Step(kind="multienv", command="./print.sh")),
        ("multienv: {command: x, output: hide}", Step(kind="multienv", command="x", output=("hide",))),
    ],
)  # fmt: skip
def test_every_form_of_a_step_is_read(written, step):
    assert read(written).workflows["w"].plan.steps == (step,)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("inti", "`inti` is not a key here. Did you mean `init`?"),
        ("run", "A `run` step needs something to do. Write `run: ...`."),
        ("run:", "A `run` step needs something to do. Write `run: ...`."),
        ("init:", "Nothing stands behind `init:`. Write `- init`, without the colon."),
        ("run: {output: show}", "run.command: `command` is missing."),
        ("plan: {extra_args: -lock=false}", "A list is expected here, not `-lock=false`."),
        ("init: {extra_arg: []}", "Did you mean `extra_args`?"),
        ("{init: {}, plan: {}}", "A step has exactly one key."),
        ("{}", "A step has exactly one key."),
        ("env: {value: x}", "`name` is missing."),
        ("env: {name: A, value: x, command: y}", "takes `value` or `command`, not both."),
        ("env: {name: A, value: x, shell: bash}", "`shell` needs a `command`"),
        ("run: {command: x, shellArgs: -c}", "`shellArgs` needs a `shell`. Add `shell: bash`, or remove it."),
        ("run: {command: x, output: sho}", "`sho` is not an output of a run step. Did you mean `show`?"),
        ("run: {command: x, output: [show, 5]}", "`5` is not an output of a run step."),
        ("run: {command: x, output: filter_regex}", "`filter_regex` needs a pattern. Write `- filter_regex: PATTERN` in a list."),
        ("run: {command: x, output: [{filter_regex: '(?=a)'}]}", "is not a regular expression Go would take"),
        ("run: {command: x, output: [{filter_regex: '(a+)+'}]}", "repeats what repeats, which can take forever here."),
        ("run: {command: x, output: [{filter: a}]}", "`filter` is not a key here. Did you mean `filter_regex`?"),
        ("multienv: {command: x, output: strip_refreshing}", "Write one of: `hide`, `show`."),
    ],
)  # fmt: skip
def test_a_wrong_step_is_named_with_its_remedy(written, said):
    told = fault(read, written)
    assert told.startswith("atlantis.yaml:6:")
    assert said in told
