"""What a digest covers and what it leaves out, each thing changed alone and planned by the real Terraform."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.digest_lab import KEPT, MAIN, OF_CODE, SERVICE, WORKFLOW, lab
from support.git_http import serve
from tidegate.core.plans.digest import LEFT_OUT, covered_part
from tidegate.core.plans.identity import UNKNOWN
from tidegate.core.projects.model import Stage, Step

pytestmark = pytest.mark.terraform


@pytest.fixture(scope="module")
def here(tmp_path_factory, reattach):
    return lab(tmp_path_factory.mktemp("digest"), reattach)


@pytest.fixture(scope="module")
def first(here):
    """The plan every other is held against."""
    return here.plan()


def main(old: str, new: str) -> dict[str, str | None]:
    assert old in MAIN
    return {"app/main.tf": MAIN.replace(old, new)}


def kept(old: str, new: str) -> dict[str, str | None]:
    assert old in KEPT
    return {"app/kept.tf": KEPT.replace(old, new)}


def service(old: str, new: str) -> dict[str, str | None]:
    assert old in SERVICE
    return {"modules/service/main.tf": SERVICE.replace(old, new)}


COVERED = {
    "an attribute": main("visibility_timeout_seconds = 60", "visibility_timeout_seconds = 61"),
    "an output": main('value = "plain"', 'value = "plainer"'),
    "an action": {"app/kept.tf": KEPT.replace('input = "still here"', 'input = "gone on"')},
    "what is unknown": main('input            = "new"', "input            = timestamp()"),
    "what is sensitive": main('input            = "new"', 'input            = sensitive("new")'),
    "a replacement": kept('triggers_replace = ["one"]', 'triggers_replace = ["two"]'),
    "a move": {
        "app/kept.tf": KEPT.replace('"other"', '"moved"')
        + """
moved {
  from = terraform_data.other
  to   = terraform_data.moved
}
"""
    },
    "a forget": {
        "app/kept.tf": KEPT.split("\n\n")[1]
        + """
removed {
  from = terraform_data.other
  lifecycle {
    destroy = false
  }
}
"""
    },
    "a destruction": {"app/kept.tf": KEPT.split("\n\n")[1]},
    "the text of a provisioner": main("${self.id} loudly", "${self.id} quietly"),
    "a text beside an unknown value": main("${terraform_data.new.id}!", "${terraform_data.new.id}?"),
    "a local value behind an unknown one": main('greeting = "hello"', 'greeting = "good day"'),
    "a template behind an unknown value": {"app/motd.tpl": "Go away, ${id}.\n"},
    "a script a provisioner runs": {"app/announce.sh": "#!/bin/sh\nrm -rf /\n"},
    "the value of a variable": main('"swordfish"', '"catfish"'),
    "the region": main('"ap-northeast-2"', '"eu-west-1"'),
    "the role": main("role/deploy", "role/admin"),
    "the account of the role": main("123456789012", "210987654321"),
    "the content of a module": service("unit %s", "units %s"),
    "a file a module reads by a computed name": {"modules/service/conf/unit.conf": "workers 2\n"},
    "what a module says of its result": service("terraform_data.unit.id", "upper(terraform_data.unit.id)"),
    "an argument of a module": main("id     = terraform_data.new.id", 'id     = "unit ${terraform_data.new.id}"'),
    "another file of configuration": {"app/more.tf": 'locals { more = "x" }\n'},
    "a file that overrides another": {
        "app/x_override.tf": 'resource "terraform_data" "late" {\n  input = upper(terraform_data.new.id)\n}\n'
    },
}


@pytest.mark.parametrize("changed", COVERED.values(), ids=COVERED.keys())
def test_a_plan_of_another_effect_has_another_digest(here, first, changed):
    assert here.plan(changed).digest != first.digest


def test_the_plan_alone_does_not_tell_these_apart(here, first):
    """Why the code is looked at."""
    blind = [
        "a text beside an unknown value",
        "a local value behind an unknown one",
        "a template behind an unknown value",
        "a script a provisioner runs",
        "a file a module reads by a computed name",
    ]
    for name in blind:
        assert covered_part(here.plan(COVERED[name]).shown) == covered_part(first.shown), name


def test_the_same_code_has_the_same_digest_wherever_it_lies(here, first):
    assert here.plan().digest == first.digest
    assert first.digest.startswith("v2:")


def test_a_plan_made_again_in_the_same_checkout_has_the_same_digest(here):
    one, other = here.twice()
    assert one.digest == other.digest


@pytest.mark.parametrize("what", OF_CODE)
def test_what_is_left_out_changes_no_digest(here, first, what):
    again = here.plan(OF_CODE[what])
    assert again.digest == first.digest
    assert again.shown["resource_changes"] == first.shown["resource_changes"]


def test_every_entry_that_is_a_matter_of_code_is_tried_here():
    assert set(OF_CODE) == {entry.what for entry in LEFT_OUT if entry.drop is dict}


def test_a_description_changes_no_digest(here, first):
    assert here.plan(main("Where it stands.", "Where it is.")).digest == first.digest
    assert here.plan(main("What people see.", "What one sees.")).digest == first.digest
    assert here.plan(service("Of what it serves.", "Served.")).digest == first.digest


def test_where_nothing_reads_by_a_computed_name_other_files_of_the_directory_do_not_count(here):
    start, _, end = MAIN.partition('resource "terraform_data" "script"')
    quiet = {"app/main.tf": start + end.partition("\n}\n")[2]}
    readme = {**quiet, "app/README.md": "Another text.\n"}
    template = {**quiet, "app/motd.tpl": "Another ${id}.\n"}
    assert here.plan(quiet).digest == here.plan(readme).digest
    assert here.plan(quiet).digest != here.plan(template).digest


def test_where_the_state_lies_is_covered(here, first):
    moved = here.plan(main('path = "app.tfstate"', 'path = "./app.tfstate"'), init=())
    assert moved.digest != first.digest
    assert moved.behind.identity.backend == {"type": "local", "path": "./app.tfstate"}


def test_what_init_is_told_of_the_backend_is_covered(here):
    partial = main('path = "app.tfstate"', "")
    one = here.plan(partial, init=("-backend-config=path=app.tfstate",))
    other = here.plan(partial, init=("-backend-config=path=./app.tfstate",))
    assert one.digest != other.digest


def test_the_workspace_is_covered(here):
    fresh = main('path = "app.tfstate"', 'path = "fresh.tfstate"')
    one, other = here.plan(fresh, init=()), here.plan(fresh, init=(), workspace="other")
    assert one.digest != other.digest
    assert (one.behind.identity.workspace, other.behind.identity.workspace) == ("default", "other")


def test_arguments_of_the_comment_are_covered(here, first):
    assert here.plan({}, "-var", "region=ap-northeast-2").digest != first.digest


def test_hashes_of_providers_are_covered(here):
    lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n  hashes  = ["h1:%s"]\n}\n'
    assert here.plan(lock_file=lock % "a").digest != here.plan(lock_file=lock % "b").digest


def test_the_steps_of_both_stages_are_covered(here, first):
    louder = Stage(steps=(Step(kind="init"), Step(kind="run", command="echo hi"), Step(kind="plan")))
    for other in (replace(WORKFLOW, plan=louder), replace(WORKFLOW, apply=louder)):
        assert here.plan(workflow=other).digest != first.digest


def test_what_a_module_elsewhere_holds_is_covered_whatever_the_code_calls_it(here, tmp_path):
    """A branch's name stays, and its content does not."""
    with serve(tmp_path) as origin:
        remote = main('"../modules/service"', f'"git::file://{origin.bare}?ref=stable"')
        digests = []
        for text in (SERVICE, SERVICE.replace("unit %s", "units %s")):
            origin.commit("stable", {"main.tf": text, "conf/unit.conf": "workers 1\n"})
            digests.append(here.plan(remote, init=()))
    one, other = digests
    assert covered_part(one.shown) == covered_part(other.shown)
    assert one.digest != other.digest
    assert one.behind.modules["module.service"] != other.behind.modules["module.service"]
    assert one.behind.missing == ()


def test_what_is_read_and_what_stays_is_covered_where_it_is_made_into_something_at_apply(here, first):
    """Somebody has changed what stays, in state and code alike: the plan says that nothing happens to it."""
    state = (here.base / "app" / "app.tfstate").read_text()
    moved = {
        "app/app.tfstate": state.replace("still here", "still there"),
        **main("still here", "still there"),
        **kept("still here", "still there"),
    }
    there = here.plan(moved)
    assert covered_part(there.shown) == covered_part(first.shown)
    assert first.behind.values["terraform_data.still"] == {"output": "still here"}
    assert there.digest != first.digest


def test_what_nothing_unknown_is_made_of_may_be_read_as_it_likes(first):
    assert set(first.behind.values) == {"data.aws_region.here", "terraform_data.still"}


def test_who_the_plan_acts_as_is_said_with_the_values_of_variables(first, here):
    assert first.behind.identity.providers == {
        "aws": {"region": "ap-northeast-2", "assume_role.role_arn": "arn:aws:iam::123456789012:role/deploy"}
    }
    hidden = here.plan(main("= var.region", "= var.secret == 1 ? var.region : var.region"))
    assert hidden.behind.identity.providers["aws"]["region"] == UNKNOWN


def test_a_module_whose_code_lies_outside_the_checkout_is_named(here, first, tmp_path):
    (tmp_path / "main.tf").write_text(SERVICE.replace("file(join", "lower(join"))
    away = here.plan(main('"../modules/service"', f'"{tmp_path}"'), init=())
    assert away.digest != first.digest
    assert away.behind.missing == ("module.service",)
    assert "module.service" not in away.behind.modules


def test_a_modules_hash_follows_its_content_and_no_layout(here, first):
    loud = here.plan(service("unit %s", "units %s")).behind.modules
    tidy = here.plan(service("input = format", "input   =   format")).behind.modules
    assert loud["module.service"] != first.behind.modules["module.service"]
    assert loud[""] != first.behind.modules[""]
    assert tidy == first.behind.modules
