from __future__ import annotations

import pytest

from tidegate.hcl.blocks import File, read

TEXT = """
resource "a" "b" {}
module "net" {
  source   = "./net" # a comment
  version  = "1.${var.minor}"
  for_each = toset(["source"])
  quoted   = "say \\"x\\""
  providers {
    inner = "y"
  }
}
module "one" { source = "./one" }
"""


def test_blocks_of_a_kind_are_read_with_their_fixed_texts_and_inner_blocks() -> None:
    file = read(TEXT, "module")
    net, one = file.blocks
    assert (net.kind, net.texts) == ("module", {"source": "./net", "quoted": 'say "x"'})
    assert [(inner.kind, inner.texts) for inner in net.blocks] == [("providers", {"inner": "y"})]
    assert one.texts == {"source": "./one"}
    assert not file.broken


def test_a_block_says_where_it_begins_and_what_it_is_called() -> None:
    (resource,) = read(TEXT, "resource").blocks
    assert (resource.labels, resource.line) == (("a", "b"), 2)
    both = read(TEXT, "resource", "module").blocks
    assert [(block.kind, block.labels) for block in both] == [
        ("resource", ("a", "b")),
        ("module", ("net",)),
        ("module", ("one",)),
    ]


def test_labels_need_no_quotes() -> None:
    assert read("resource aws_instance web {}", "resource").blocks[0].labels == ("aws_instance", "web")


@pytest.mark.parametrize(
    "text",
    [
        'module "a" {',
        "}}}",
        'locals { a = }\nmodule "x" {}',
        'module "a" { source = "',
        "\x00\ud800",
        "<<EOT\n",
        "{{" * 900,
    ],
)
def test_a_broken_file_is_told_to_be_broken(text) -> None:
    assert read(text, "module").broken


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff", 'x = <<EOT\nmodule "a" {\nEOT\n'])
def test_a_file_without_such_blocks_has_none(text) -> None:
    assert read(text, "module").blocks == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("\\u002e/x", "./x"),
        ("\\U0000002e/x", "./x"),
        ("\\U0001f600", "\U0001f600"),
        ("a\\tb", "a\tb"),
        ("\\ud800", None),
        ("\\Uffffffff", None),
    ],
)
def test_escapes_are_read_and_those_that_stand_for_nothing_make_no_text(written, text) -> None:
    texts = read(f'module "a" {{\n source = "{written}"\n}}\n', "module").blocks[0].texts
    assert texts.get("source") == text


def test_blocks_a_thousand_deep_are_a_broken_file():
    assert read("module {\n" * 2000 + "}\n" * 2000, "module") == File(blocks=(), broken=True)
