from __future__ import annotations

import pytest

from tidegate.hcl.tokens import REMEMBERED, is_configuration, pieces

BLOCK = """resource "a" "b" {
  name = "x ${var.y} z" # why
  list = [1, 2]
  inner {
    on = true
  }
  text = <<-EOT
    one # no comment
      two
  EOT
}
"""


def tokens(text: str, name: str = "main.tf") -> list[tuple[str, ...]]:
    return [(each.kind, *each.labels, each.tokens) for each in pieces(name, text.encode())]


SAME = {
    "comments": BLOCK.replace("# why", "// because").replace("list", "/* a list */ list"),
    "no comments": BLOCK.replace(" # why", ""),
    "layout": BLOCK.replace("name = ", "name    =\t").replace("\n  list", "\n\n\n    list"),
    "what stands around": f"# a file\n\n{BLOCK}\n# its end\n",
    "line ends": BLOCK.partition("  text")[0].replace("\n", "\r\n") + "  text" + BLOCK.partition("  text")[2],
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_comments_and_layout_are_no_tokens(text):
    assert tokens(text) == tokens(BLOCK)


OTHER = {
    "a value": BLOCK.replace("true", "false"),
    "a name": BLOCK.replace("on =", "off ="),
    "a label": BLOCK.replace('"b"', '"c"'),
    "a space in a text": BLOCK.replace('"x ${', '"x  ${'),
    "a space at an interpolation's end": BLOCK.replace("} z", "}  z"),
    "a number sign in a text": BLOCK.replace("# no comment", "# no Comment"),
    "the indent within a text": BLOCK.replace("      two", "    two"),
    "where a block ends": BLOCK.replace("    on = true\n  }", "  }\n  on = true"),
    "an expression": BLOCK.replace("var.y", "var.z"),
    "an order in a list": BLOCK.replace("[1, 2]", "[2, 1]"),
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_everything_else_is(text):
    assert tokens(text) != tokens(BLOCK)


@pytest.mark.parametrize("kind", ["variable", "output"])
def test_descriptions_are_left_out_of_what_people_read_and_of_nothing_else(kind):
    assert tokens(f'{kind} "a" {{\n  description = "x"\n  default = 1\n}}') == tokens(
        f'{kind} "a" {{\n  description = "y"\n  default = 1\n}}'
    )
    assert tokens('resource "a" "b" {\n  description = "x"\n}') != tokens('resource "a" "b" {\n  description = "y"\n}')
    inner = 'variable "a" {\n  default = {\n    description = "%s"\n  }\n}'
    assert tokens(inner % "x") != tokens(inner % "y")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("main.tf", b'resource "a" "b" {'),
        ("main.tf", b"\xff = 1"),
        ("main.tf.json", b"{"),
        ("main.tf.json", b'{"locals": {"a": 1}, "locals": {"a": 2}}'),
        ("main.tf.json", b"[]"),
        ("override.tf", b"locals {}"),
        ("x_override.tf.json", b"{}"),
        ("deep.tf", b"locals {\n a = " + b"(" * 3000 + b"1" + b")" * 3000 + b"\n}"),
    ],
)
def test_of_a_file_that_cannot_be_taken_apart_every_byte_counts(name, content):
    (one,), (other,) = pieces(name, content), pieces(name, content + b" ")
    assert (one.kind, one.labels, one.reads_any) == ("file", (name,), True)
    assert one.tokens != other.tokens


def names(text: str) -> set[str]:
    return {name for each in pieces("main.tf", text.encode()) for name in each.names}


def test_texts_name_files_wherever_they_stand():
    assert {"a.tpl", "b.sh", "/c.json", "d.txt"} <= names(
        'locals {\n  a = templatefile("a.tpl", {})\n  b = ["b.sh"]\n  c = "${path.module}/c.json"\n'
        '  d = "${join("/", ["x", "d.txt"])}"\n}'
    )


def test_the_source_of_a_module_and_where_state_lies_name_no_files():
    assert names('module "a" {\n  source = "../a"\n  file = "x.txt"\n}') == {"x.txt"}
    assert names('terraform {\n  backend "local" {\n    path = "x.tfstate"\n  }\n}') == set()
    assert "../a" in names('resource "a" "b" {\n  source = "../a"\n}')


@pytest.mark.parametrize(
    ("expression", "any_file"),
    [
        ('file("a.txt")', False),
        ('file("${path.module}/a.txt")', False),
        ('templatefile("${path.root}/a.tpl", { x = var.y })', False),
        ('"${file("a.txt")}-x"', False),
        ("file(var.name)", True),
        ('file("${var.name}/a.txt")', True),
        ('templatefile(local.template, { x = "y" })', True),
        ('"${filemd5(var.name)}-x"', True),
        ('[for f in fileset(path.module, "*.json") : f]', True),
        ('filebase64sha256("${path.module}/${var.zip}")', True),
        ("jsondecode(var.name)", False),
    ],
)
def test_a_file_with_a_computed_name_may_be_any(expression, any_file):
    (found,) = pieces("main.tf", f"locals {{\n  a = {expression}\n}}".encode())
    assert found.reads_any is any_file


def test_what_a_provisioner_runs_may_read_anything():
    (found,) = pieces("main.tf", b'resource "a" "b" {\n  provisioner "local-exec" {\n    command = "make"\n  }\n}')
    assert found.reads_any


def test_a_large_file_is_read_as_a_small_one():
    text = "locals {\n" + "".join(f'  a{index} = "{index}"\n' for index in range(REMEMBERED // 8)) + "}\n"
    assert len(text) > REMEMBERED
    assert tokens(text) == tokens(text.replace(" = ", "="))


def test_of_local_values_and_of_blocks_a_plan_says_nothing_of_it_is_known_what_they_refer_to():
    (locals_,) = pieces("main.tf", b"locals {\n  a = var.x\n  b = [data.c.d.e]\n}")
    assert set(locals_.refers) == {("a", "var.x"), ("b", "data.c.d.e")}
    (found,) = pieces(
        "main.tf",
        b'resource "a" "b" {\n  dynamic "in" {\n    content {\n      x = var.y\n    }\n  }\n'
        b"  connection {\n    host = a.c.ip\n  }\n}",
    )
    assert set(found.refers) == {("in", "var.y"), ("connection", "a.c.ip")}


@pytest.mark.parametrize(
    ("path", "is_one"),
    [("a/main.tf", True), ("main.tofu.json", True), ("a/.main.tf", False), ("main.tfvars", False), ("a.tf/x", False)],
)
def test_configuration_goes_by_its_name(path, is_one):
    assert is_configuration(path) is is_one
