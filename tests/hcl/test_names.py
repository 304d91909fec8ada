from __future__ import annotations

import pytest

from tidegate.hcl.names import names_in, references_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"x.tpl"', {"x.tpl"}),
        ('"${path.module}/x.tpl"', {"/x.tpl"}),
        ('"${ path.root }/conf"', {"/conf"}),
        ('"${var.env}.tpl"', {"*.tpl"}),
        ('"conf/${var.env}.tpl"', {"conf/", "*.tpl"}),
        ('"${path.module}/${var.env}/${var.x}/a.json"', {"*/a.json"}),
        ('"./run.sh ${self.id} --file=a.txt"', {"./run.sh", "--file", "a.txt"}),
        ("\"cd app && python3 'b.py'\"", {"cd", "app", "python3", "b.py", "cd app && python3 'b.py'"}),
        ('"a file.txt"', {"a", "file.txt", "a file.txt"}),
        ('"${var.x}"', set()),
        ('"${var.x}s"', set()),
        ('"/"', set()),
        ('".."', set()),
        ('""', set()),
        ('"%{ if var.x }a.sh%{ endif }"', {"*a.sh"}),
        ('"${file("a.txt")}"', {"a.txt"}),
    ],
)
def test_words_that_may_be_names_of_files(text, names):
    found = set(names_in(text))
    assert names <= found
    assert {name for name in found if "." in name or "/" in name} <= names | {name.lstrip("*") for name in names}


def test_nothing_longer_than_a_name_may_be_is_one():
    assert not list(names_in(f'"{"x" * 256}"'))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("data.aws_ami.this.id", ["data.aws_ami.this.id"]),
        ('"${local.a}-${var.b}"', ["local.a", "var.b"]),
        ('aws_x.y["k"].arn', ['aws_x.y["k"].arn']),
        ("aws_x.y[*].arn", ["aws_x.y[*].arn"]),
        ("merge(local.a,\n  local . b)", ["local.a", "local.b"]),
        ("1.5 + 2", []),
    ],
)
def test_references_of_an_expression(text, found):
    assert list(references_in(text)) == found


def test_what_a_key_refers_to_is_found_too():
    assert {"local.m", "var.k"} <= {name.partition("[")[0] for name in references_in("local.m[var.k]")}
