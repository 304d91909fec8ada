from __future__ import annotations

import pytest

from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.projects.model import Workflow
from tidegate.hcl.paths import neighbours_of, paths_in

CODE = b"""# see ../prod/README.md
variable "name" {
  description = "as in ../prod/names.txt"
}
module "redis" {
  source = "../../modules/redis"
}
locals {
  rules = file("${path.module}/../prod/rules.json")
  page  = templatefile("../prod/page.tpl", { a = "b" })
  near  = file("./near.txt")
  deep  = "x-${file("../prod/deep.txt")}"
}
resource "x" "y" {
  script = <<EOT
cd ../prod/scripts
${file("../prod/in-heredoc.sh")}
EOT
}
"""


def test_every_path_that_leads_out_is_told_with_its_line():
    assert list(paths_in("main.tf", CODE)) == [
        (6, "../../modules/redis"),
        (9, "/../prod/rules.json"),
        (10, "../prod/page.tpl"),
        (12, "../prod/deep.txt"),
        (17, "../prod/in-heredoc.sh"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.auto.tfvars", b'page = "../prod/page.tpl"\n', [(1, "../prod/page.tpl")]),
        ("a.tf.json", b'{\n  "locals": {"a": "${file(\\"../prod/a\\")}"}}', [(2, "../prod/a")]),
        ("a.tfvars.json", b'{"a": "../prod/a"}', [(1, "../prod/a")]),
        ("terragrunt.hcl", b'dependency "v" {\n  config_path = "../../prod/vpc"\n}\n', [(2, "../../prod/vpc")]),
        ("notes.md", b'"../prod/a"', []),
        ("dots.tf", b'locals {\n  a = "1...2"\n}\n', []),
    ],
)
def test_the_name_of_a_file_says_how_it_is_read(name, content, found):
    assert list(paths_in(name, content)) == found


def test_of_a_broken_file_what_can_be_made_out_is_told():
    assert (1, "../prod/x") in list(paths_in("a.tf", b'module "a" { source = "../prod/x" }\nmodule "b" {'))


def test_there_are_neighbours_where_another_environment_has_paths():
    homes = {name: Environment(name=name, paths=(f"{name}/**",)) for name in ("dev", "prod")}
    policy = Policy(revision="r", source="tidegate.yaml", environments=homes)
    assert neighbours_of("dev", policy, Workflow()) is not None
    assert neighbours_of(None, policy, Workflow()) is None
    assert neighbours_of("dev", None, Workflow()) is None
