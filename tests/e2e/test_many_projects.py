"""Several projects of one change: workspaces, execution order groups, dependencies, side by side and one by one."""

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

#: Each project says when its plan began and ended; those that meet wait until the other one has begun too.
WORKFLOW = """
workflows:
  timed:
    plan:
      steps:
      - run: 'date +%s%N > MARK/$PROJECT_NAME-begun'
      - init
      - plan
      - run: 'sleep 0.3; date +%s%N > MARK/$PROJECT_NAME-ended'
  meeting:
    plan:
      steps:
      - run: 'touch MARK/$PROJECT_NAME-begun'
      - run: 'for n in $(seq 200); do [ $(ls MARK | grep -c begun) = 2 ] && exit 0; sleep 0.1; done; exit 1'
      - init
      - plan
  waiting:
    plan:
      steps:
      - run: 'until [ -e MARK/go ]; do sleep 0.1; done'
      - init
      - plan
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_ALLOW_CUSTOM_WORKFLOWS="1") as running:
        yield running


def grouped(tmp_path, *lines: str, top: str = "") -> dict[str, str]:
    """An atlantis.yaml whose projects are timed, and a directory for each."""
    names = [line.partition(",")[0].removeprefix("name: ") for line in lines]
    projects = "".join(f"- {{{line}, dir: {name}, workflow: timed}}\n" for line, name in zip(lines, names, strict=True))
    config = f"version: 3\n{top}projects:\n{projects}{WORKFLOW.replace('MARK', str(tmp_path))}"
    return {"atlantis.yaml": config, **{f"{name}/main.tf": terraform_data(tmp_path / name) for name in names}}


def moment(tmp_path, name: str) -> int:
    return int((tmp_path / name).read_text())


def apply(house, number: int, words: str = "atlantis apply") -> str:
    return house.answer("alice", number, words, lambda body: "in progress" not in body)


def test_one_group_is_planned_before_the_next(house, tmp_path):
    files = grouped(
        tmp_path,
        "name: last, execution_order_group: 2",
        "name: left, execution_order_group: 1",
        "name: right, execution_order_group: 1",
    )
    body = house.planned(house.change(files, branch="groups"))
    assert "Ran Plan for 3 projects" in body
    assert body.index("`left`") < body.index("`last`")
    ended = [moment(tmp_path, f"{name}-ended") for name in ("left", "right")]
    assert moment(tmp_path, "last-begun") > max(ended)


def test_projects_of_a_group_are_planned_side_by_side(house, tmp_path):
    files = grouped(tmp_path, "name: here", "name: there")
    files["atlantis.yaml"] = files["atlantis.yaml"].replace("workflow: timed", "workflow: meeting")
    house.planned(house.change(files, branch="side-by-side"))


def test_parallel_plan_false_plans_one_after_the_other(house, tmp_path):
    files = grouped(tmp_path, "name: one", "name: two", top="parallel_plan: false\n")
    house.planned(house.change(files, branch="serial"))
    assert moment(tmp_path, "two-begun") > moment(tmp_path, "one-ended")


def test_a_failure_keeps_later_groups_from_being_planned_where_the_file_says_so(house, tmp_path):
    files = grouped(
        tmp_path,
        "name: base, execution_order_group: 1",
        "name: beside, execution_order_group: 1",
        "name: later, execution_order_group: 2",
        top="abort_on_execution_order_fail: true\n",
    )
    files["base/main.tf"] += 'output "o" {\n  value = local.nothing\n}\n'
    number = house.change(files, branch="abort")
    body = house.planned(number, state="failure")
    assert "base, of an earlier execution order group, failed" in body
    assert not (tmp_path / "later-begun").exists()
    assert (tmp_path / "beside-ended").exists()


def test_a_targeted_apply_waits_for_earlier_groups_and_dependencies(house, tmp_path):
    files = grouped(
        tmp_path,
        "name: network, execution_order_group: 1",
        "name: database, execution_order_group: 2",
        "name: app, execution_order_group: 2, depends_on: [database]",
    )
    number = house.change(files, branch="targeted")
    house.planned(number)
    refusal = apply(house, number, "atlantis apply -p database")
    assert "comes after `network` (execution_order_group), not applied yet" in refusal
    apply(house, number, "atlantis apply -p network")
    refusal = apply(house, number, "atlantis apply -p app")
    assert "depends on `database`" in refusal
    assert "2 successful" in apply(house, number)
    assert [applied(tmp_path / name) for name in ("network", "database", "app")] == ["one", "one", "one"]


def test_an_apply_that_fails_leaves_the_others_to_go_on(house, tmp_path):
    files = grouped(tmp_path, "name: poor, execution_order_group: 1", "name: good, execution_order_group: 2")
    files["poor/main.tf"] = terraform_data(
        tmp_path / "poor",
        more='resource "terraform_data" "bad" {\n  provisioner "local-exec" {\n    command = "false"\n  }\n}\n',
    )
    number = house.change(files, branch="go-on")
    house.planned(number)
    assert "2 projects, 1 successful, 1 failed" in apply(house, number)
    assert applied(tmp_path / "good") == "one"


def test_the_same_directory_is_planned_and_applied_in_each_workspace(house, tmp_path):
    main = """
resource "terraform_data" "it" {
  input = terraform.workspace
}
resource "terraform_data" "told" {
  provisioner "local-exec" {
    command = "echo applied > MARK/${terraform.workspace}"
  }
}
""".replace("MARK", str(tmp_path))
    config = "version: 3\nprojects:\n- {dir: app, workspace: blue}\n- {dir: app, workspace: green}\n"
    number = house.change({"atlantis.yaml": config, "app/main.tf": main}, branch="workspaces")
    body = house.planned(number)
    assert "Ran Plan for 2 projects" in body
    assert "dir: `app` workspace: `blue`" in body
    assert "atlantis apply -d app -w green" in body
    apply(house, number, "atlantis apply -d app -w green")
    assert (tmp_path / "green").exists()
    assert not (tmp_path / "blue").exists()


def test_results_appear_before_the_slowest_project_has_ended(house, tmp_path):
    files = grouped(tmp_path, "name: slow", "name: quick")
    files["atlantis.yaml"] = files["atlantis.yaml"].replace(
        "dir: slow, workflow: timed", "dir: slow, workflow: waiting"
    )
    number = house.change(files, branch="as-they-finish")
    until(
        "the quick plan to be shown",
        lambda: any("✅ planned" in body and "⏳ running" in body for body in house.said(number)),
    )
    (tmp_path / "go").touch()
    house.planned(number)
