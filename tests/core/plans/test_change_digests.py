import pytest

from tidegate.core.plans.change_digests import ChangeDigests, Likeness, change_digests

KEY = b"key"
WEB = "aws_instance.web"


def document(after=None, *, unknown=None, expressions=None, outputs=None, variables=None):
    """A plan of one resource in a module."""
    block = {"address": WEB, "expressions": {"size": {}} if expressions is None else expressions}
    entry = {"address": f"module.app.{WEB}[0]", "change": {"actions": ["create"], "after": after or {"size": 1}}}
    entry["change"]["after_unknown"] = unknown or {}
    idle = {"address": "aws_instance.old", "change": {"actions": ["no-op"]}}
    return {
        "resource_changes": [entry, idle],
        "output_changes": outputs or {},
        "variables": variables or {},
        "configuration": {"root_module": {"module_calls": {"app": {"module": {"resources": [block]}}}}},
    }


def code(*blocks, files=None):
    return {"": {"blocks": [list(each) for each in blocks], "files": files or {}}, "module.gone": None}


def taken(shown, pieces=None, key=KEY):
    return change_digests(key, shown, pieces or {})


def test_only_what_something_happens_to_has_a_digest():
    outputs = {"new": {"actions": ["create"], "after": 1}, "old": {"actions": ["no-op"]}}
    assert set(taken(document(outputs=outputs)).changes) == {f"module.app.{WEB}[0]", "output.new"}


@pytest.mark.parametrize(
    "other",
    [
        document({"size": 2}),
        document(unknown={"size": True}),
        document(expressions={"size": {"references": ["var.size"]}}),
    ],
    ids=["another value", "a value nobody knows", "written otherwise"],
)
def test_whatever_may_come_to_something_else_has_another_digest(other):
    assert taken(other).changes != taken(document()).changes


def test_digests_are_keyed_for_they_are_made_from_secrets_too():
    assert taken(document(), key=b"other").changes != taken(document()).changes


def test_what_is_written_and_known_at_apply_alone_is_told_from_what_a_provider_makes_up():
    assert taken(document(unknown={"id": True})).later == ()
    assert taken(document(unknown={"size": True})).later == (f"module.app.{WEB}[0]",)


def test_more_code_is_an_addition_and_other_code_is_not():
    before = taken(document(), code(("locals", "1"), ("resource", "aws_instance", "web", "2")))
    more = taken(document(), code(("locals", "1"), ("module", "new", "3"), ("resource", "aws_instance", "web", "9")))
    other = taken(document(), code(("locals", "4")))
    assert Likeness(head=more, base=before).adds_code_only
    assert not Likeness(head=other, base=before).adds_code_only


@pytest.mark.parametrize(
    "head",
    [taken(document(variables={"n": {"value": 2}}), code()), taken(document(), code(files={"x.json": "another hash"}))],
)
def test_variables_and_files_are_code_too(head):
    base = taken(document(variables={"n": {"value": 1}}), code(files={"x.json": "hash"}))
    assert not Likeness(head=head, base=base).adds_code_only


def digests(later=(), pieces=("piece",), **changes):
    return ChangeDigests(changes=changes, later=later, code=pieces)


@pytest.mark.parametrize(
    ("head", "base", "cancels"),
    [
        (digests(a="1", b="2"), digests(a="1"), True),
        (digests(a="1"), digests(a="2"), False),
        (digests(a="1"), digests(), False),
        (digests(a="1", b="3"), digests(a="1", b="2"), False),
        (digests(a="1", pieces=()), digests(a="1"), True),
        (digests(("a",), a="1"), digests(("a",), a="1"), True),
        (digests(("a",), (), a="1"), digests(("a",), a="1"), False),
    ],
)
def test_a_figure_nobody_knows_cancels_where_nothing_it_may_hang_on_differs(head, base, cancels):
    assert Likeness(head=head, base=base).cancels("a") is cancels
