from typing import Literal

import pytest
from pydantic import Field

from tidegate.config.problems import FEW, MOST, Raw, Text, Texts, check, did_you_mean, some
from tidegate.config.text import read_document


class Inner(Raw):
    colour: Literal["red", "green"] = "red"
    count: int = 0


class Outer(Raw):
    name: Text
    flag: bool = False
    words: Texts = Field(default_factory=list)
    inner: Inner = Inner()
    many: list[Inner] = Field(default_factory=list)


def said(text):
    return [str(p) for p in check(Outer, read_document(text, "f.yaml")).problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("flag: true", "f.yaml:1:1: name: `name` is missing. Add `name:` here."),
        ("name: a\nnaem: b", "f.yaml:2:1: naem: `naem` is not a key here. Did you mean `name`?"),
        ("name: a\nflag: yes", "f.yaml:2:7: flag: `yes` is not `true` or `false`. Did you mean `true`?"),
        ("name: a\nflag: off", "f.yaml:2:7: flag: `off` is not `true` or `false`. Did you mean `false`?"),
        ("name: [a]", "f.yaml:1:7: name: A text is expected here, not a list."),
        ("name: a\nwords: {a: 1}", "f.yaml:2:8: words: A list is expected here, not a mapping. Write `- ` before each member, or `[a, b]`."),
        ("name: a\ninner: x", "f.yaml:2:8: inner: A mapping of keys is expected here, not `x`. Write `key: value` lines below it."),
        ("name: a\ninner: {colour: gren}", "f.yaml:2:17: inner.colour: `gren` is not a value of this key. Did you mean `green`?"),
        ("name: a\nmany:\n- {count: '5'}", "f.yaml:3:11: many[0].count: A whole number is expected here, not `5`. Write digits only, without quotes."),
        ("name: a\nmany:\n- {zzz: 1}", "f.yaml:3:4: many[0].zzz: `zzz` is not a key here. Write one of: `colour`, `count`."),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_what_to_write(text, problem):
    assert said(text) == [problem]


def test_a_list_nobody_wrote_stays_apart_from_an_empty_one():
    assert (some(None), some([]), some(["a"])) == (None, (), ("a",))


def test_all_faults_come_at_once():
    assert len(said("flag: 3\ninner: {count: x, kount: 1}\nmany: 4")) == 5


def test_numbers_are_texts_where_texts_are_meant_and_one_word_is_a_list():
    model = check(Outer, read_document("name: 5\nwords: true", "f.yaml")).model
    assert model is not None
    assert (model.name, model.words) == ("5", ["true"])


def test_a_key_with_nothing_behind_it_is_as_good_as_absent():
    model = check(Outer, read_document("name: a\nflag:\nwords:\ninner:\n", "f.yaml")).model
    assert model == Outer(name="a")


def test_what_is_right_can_still_be_read_beside_what_is_wrong():
    checked = check(Outer, read_document("name: a\nmany: [{count: x}, {count: 2}, 7]", "f.yaml"))
    assert checked.model is not None
    assert [inner.count for inner in checked.model.many] == [0, 2]
    assert len(checked.problems) == 2


def test_a_close_word_is_offered_and_otherwise_all_of_them():
    assert did_you_mean("Stagign", ["staging", "prod"]) == "Did you mean `staging`?"
    assert did_you_mean("xyz", ["staging", "prod"]) == "Write one of: `prod`, `staging`."
    assert did_you_mean("xyz", []) == ""


def test_of_a_hundred_faults_and_more_the_first_hundred_are_told():
    assert len(said("name: a\n" + "".join(f"key{n}: 1\n" for n in range(3000)))) == MOST


def test_nothing_is_suggested_where_more_words_are_known_than_anybody_would_look_through():
    words = [f"word{n}" for n in range(FEW)]
    assert did_you_mean("wrd1", words)
    assert not did_you_mean("wrd1", [*words, "one-more"])
