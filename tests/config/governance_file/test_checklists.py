import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance

PEOPLE = "people: {senior: {}, devops: {}}\n"


def items(checklist, apply="disabled"):
    text = f"{PEOPLE}environments: {{staging: {{apply: {apply}, checklist: {checklist}}}}}"
    return read_governance(text, "here").environments["staging"].checklist


def test_a_built_in_item_is_named_by_its_id_and_keeps_its_place():
    (syntax, backup) = items("[syntax, backup_plan]")
    assert (syntax.auto, syntax.evidence, str(syntax.text)) == ("syntax", False, "Terraform syntax checked")
    assert (backup.auto, backup.evidence) == (None, True)
    assert str(syntax.at) == "tidegate.yaml:2:55"


def test_an_authors_tick_counts_only_where_nothing_is_applied_unless_the_item_says_so():
    assert [item.not_author for item in items("[syntax, {id: tags, not_author: true}]")] == [False, True]
    applied = items("[performance, {id: security, not_author: false}]", apply="{allow: senior}")
    assert [item.not_author for item in applied] == [True, False]


def test_an_item_of_ones_own_has_a_text_and_may_use_an_automatic_check():
    (own,) = items("[{id: own, text: Look twice, by: senior, auto: naming, evidence: true, sticky: true}]")
    assert (own.text, own.by, own.auto, own.evidence, own.sticky) == ("Look twice", ("senior",), "naming", True, True)
    assert own.also == ()


def test_a_built_in_item_may_be_changed():
    (tags, cost) = items("[{id: tags, auto: false}, {id: cost, text: Costs are fine, auto: true}]")
    assert (tags.auto, str(tags.text), tags.also) == (None, "Tag policy kept", ("태그 정책 준수",))
    assert (cost.auto, cost.text, cost.also) == ("cost", "Costs are fine", ())


@pytest.mark.parametrize(
    ("checklist", "said"),
    [
        ("[sintax]", "Did you mean `syntax`? For an item of your own write `{id: sintax, text: ...}`."),
        ("[{id: syntax}, syntax]", "`syntax` is on the list already."),
        ("[{id: own, text: Own, auto: true}]", "Nothing ticks `own` by itself."),
        ("[{id: own, text: Own, by: [seniors]}]", "checklist[0].by[0]: There is no role `seniors`"),
    ],
)
def test_an_item_that_cannot_be_is_named(checklist, said):
    assert said in fault(items, checklist)
