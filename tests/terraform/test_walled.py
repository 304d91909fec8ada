"""What happens at the walls while Terraform works behind them. How programs begin and end: test_isolation.py."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from support import our_python, walls
from support.eventually import until
from support.programs import end_all
from support.stages import stage_run
from support.terraform import PROVIDER
from tidegate.core.errors import Cancelled, StepFailed
from tidegate.core.projects.model import Step
from tidegate.sandbox.provider.install import cli_config, install_mirror
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap
from tidegate.terraform.local import LocalTerraform

pytestmark = pytest.mark.terraform

INIT, PLAN, APPLY = Step(kind="init"), Step(kind="plan"), Step(kind="apply")
SLOW = (
    PROVIDER
    + """
resource "aws_cloudwatch_log_group" "slow" {
  count = 4
  name  = "slow-${count.index}"
  tags  = { "standin:sleep" = "4" }
}
resource "aws_cloudwatch_log_group" "later" {
  name       = "later"
  depends_on = [aws_cloudwatch_log_group.slow]
}
"""
)


@pytest.fixture
def folder(tmp_path):
    walls.need()
    yield tmp_path
    end_all(tmp_path)


@pytest.fixture
def terraform(folder) -> LocalTerraform:
    config = folder / "terraform.rc"
    config.write_text(cli_config(install_mirror(folder / "providers")))
    isolation = Bubblewrap(visible=our_python.VISIBLE)
    return LocalTerraform(Binaries(folder / "tools"), folder / "shims", cli_config=config, isolation=isolation)


async def test_one_interrupt_saves_every_resource_in_flight(terraform, folder):
    run = stage_run(folder, main=SLOW, variables={"TF_CLI_CONFIG_FILE": str(folder / "terraform.rc")})
    await terraform.perform(run, 0, INIT)
    await terraform.perform(run, 1, PLAN)
    apply = asyncio.create_task(terraform.perform_once(run, 2, APPLY))
    log = run.folder / "02-apply" / "log"
    await until(lambda: log.exists() and log.read_text().count("Creating...") == 4)
    assert await terraform.interrupt(run.folder)
    assert not await terraform.interrupt(run.folder), "one is all there ever is"
    with pytest.raises(Cancelled):
        await apply
    assert created(run.dir / "terraform.tfstate") == [f"slow-{index}" for index in range(4)]
    assert "later" not in log.read_text().split("Interrupt received")[1]
    with pytest.raises(Cancelled):
        await terraform.perform_once(run, 3, APPLY)


async def test_a_run_that_was_cancelled_begins_no_further_step(terraform, folder):
    run = stage_run(folder)
    assert not await terraform.cancel(run.folder), "nothing runs yet"
    with pytest.raises(Cancelled, match="terraform init was cancelled"):
        await terraform.perform(run, 0, INIT)
    assert not (run.folder / "00-init" / "log").exists()


async def test_what_had_ended_before_it_was_cancelled_has_ended_as_it_did(terraform, folder):
    run = stage_run(folder)
    first = await terraform.perform(run, 0, Step(kind="run", command="echo done"))
    with pytest.raises(StepFailed):
        await terraform.perform(run, 1, Step(kind="run", command="exit 3"))
    await terraform.cancel(run.folder)
    assert await terraform.perform(run, 0, Step(kind="run", command="echo done")) == first


async def test_nothing_a_step_leaves_is_taken_for_what_we_keep_of_a_program(terraform, folder):
    run = stage_run(folder)
    (folder / "precious").write_text("the server's own")
    posing = (
        f"echo theirs > /tmp/log; ln -s {folder}/precious /tmp/log.tmp; mkdir /tmp/value;"
        f"touch /tmp/started; ln -s {folder}/made /tmp/lock"
    )
    await terraform.perform(run, 0, Step(kind="run", command=posing))
    await until(
        lambda: not terraform.is_running(run.folder)
    )  # Its runner is gone a moment after its exit code is there.
    assert not await terraform.interrupt(run.folder)
    terraform.redact(run, frozenset({"own"}))
    terraform.clean(run)
    assert (folder / "precious").read_text() == "the server's own"
    assert not (folder / "made").exists()
    assert not (run.folder / "tmp").exists()


def created(state: Path) -> list[str]:
    """The names of what a state knows, sorted."""
    resources = json.loads(state.read_text())["resources"]
    return sorted(each["attributes"]["name"] for one in resources for each in one["instances"])
