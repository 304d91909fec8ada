import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.known import Unknown
from tidegate.core.plans.change_digests import ChangeDigests, Likeness
from tidegate.core.plans.model import AttributeChange, PlanContent, ResourceChange
from tidegate.core.plans.own import own_content, own_made

LATER = Unknown(unknown_because="it is decided when it is applied")


def plan(*changes, **outputs):
    return PlanContent(terraform_version="1.9.8", resources=changes, outputs=outputs)


def change(name, action="create", size=1, **attributes):
    return ResourceChange(
        address=f"aws_instance.{name}",
        type="aws_instance",
        action=action,
        size=size,
        attributes=tuple(
            AttributeChange(path=path, before=before, after=after) for path, (before, after) in attributes.items()
        ),
    )


def alike(head, base, **differing):
    """Digests by what is shown; `differing` holds the head's where something is different that is not."""
    return Likeness(head=_digests(head, differing), base=_digests(base, {}))


def _digests(content, others):
    changes = {each.address: repr(each) for each in content.resources}
    changes |= {f"output.{name}": action for name, action in content.outputs.items()}
    return ChangeDigests(changes=changes | {f"output.{name}": digest for name, digest in others.items()})


def own_actions(head, base):
    return {each.address: each.action for each in own_content(head, base, alike(head, base)).resources}


@pytest.mark.parametrize(
    ("head", "base", "action"),
    [
        ("create", None, "create"),
        ("update", None, "update"),
        ("move", None, "move"),
        ("create", "create", None),
        (None, "create", "delete"),
        (None, "import", "delete"),
        (None, "update", "update"),
        (None, "replace", "update"),
        (None, "delete", "create"),
        (None, "forget", "create"),
        (None, "read", None),
        ("delete", "update", "delete"),
        ("update", "delete", "create"),
        ("replace", "update", "replace"),
        ("update", "replace", "update"),
        ("forget", "delete", None),
    ],
)
def test_of_each_resource_remains_what_the_change_does_by_itself(head, base, action):
    after, before = (plan(*([change("web", each)] if each else ())) for each in (head, base))
    assert own_actions(after, before) == ({"aws_instance.web": action} if action else {})


def test_a_merged_resource_that_is_created_otherwise_shows_what_becomes_of_it():
    head = plan(change("web", type=(None, "t3.large"), owner=(None, "web"), zone=(None, "a")))
    base = plan(change("web", type=(None, "t3.micro"), owner=(None, "web")))
    (shown,) = own_content(head, base, alike(head, base)).resources
    assert shown.action == "update"
    assert [(each.path, each.before, each.after) for each in shown.attributes] == [
        ("type", "t3.micro", "t3.large"),
        ("zone", None, "a"),
    ]


def test_outputs_are_compared_by_what_they_become():
    head, base = plan(same="create", other="create", new="create"), plan(same="create", other="create", gone="create")
    found = own_content(head, base, alike(head, base, other="another value")).outputs
    assert found == {"gone": "update", "new": "create", "other": "create"}


def test_a_change_of_nothing_but_what_is_merged_does_nothing():
    head = plan(change("web"), out="create")
    assert own_content(head, head, alike(head, head)).is_empty


@pytest.mark.parametrize(
    ("head", "base", "made"),
    [
        ([change("web"), change("db")], [change("web")], {"aws_instance": 1}),
        ([change("web", size=5)], [change("web", size=3)], {"aws_instance": 2}),
        ([change("web", size=3)], [change("web", size=5)], {}),
        ([change("web", "replace")], [change("web", "update")], {"aws_instance": 1}),
        ([change("web", "update")], [], {}),
        ([], [change("web")], {}),
        ([change("web", size=LATER), change("db")], [change("web", size=LATER)], {"aws_instance": 1}),
        ([change("web", size=LATER)], [], {"aws_instance": LATER}),
        ([change("web", size=4)], [change("web", size=LATER)], {"aws_instance": LATER}),
        ([change("db"), change("cache")], [change("web", size=LATER)], {"aws_instance": LATER}),
    ],
)
def test_only_what_is_made_beyond_the_base_counts(head, base, made):
    after, before = plan(*head), plan(*base)
    assert own_made(after, before, alike(after, before)) == made


CHANGES = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.sampled_from(["create", "update", "delete", "replace"]), st.integers(0, 9))
).map(lambda found: plan(*(change(name, action, size) for name, (action, size) in found.items())))


@given(CHANGES)
def test_a_plan_less_itself_is_nothing(content):
    assert own_actions(content, content) == {}
    assert own_made(content, content, alike(content, content)) == {}


@given(CHANGES)
def test_a_plan_less_nothing_is_all_of_it(content):
    nothing = plan()
    assert own_content(content, nothing, alike(content, nothing)).resources == content.resources
    assert own_made(content, nothing, alike(content, nothing)) == {
        kind: count for kind, count in content.made.items() if count
    }
