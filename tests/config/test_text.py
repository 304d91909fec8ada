import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.faults import fault, faults, settles
from tidegate.config.marks import Scalar
from tidegate.config.text import MAX_CHARACTERS, read_document


def data(text):
    return read_document(text, "f.yaml").data


@pytest.mark.parametrize(
    "text", ["on", "off", "yes", "no", "y", "9:00", "0755", "1.10", "1e3", "0x1f", "2024-12-24", "12_000"]
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_text(text):
    assert data(f"key: {text}") == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("-5", -5), ("0", 0), ("true", True), ("FALSE", False), ("null", None), ("~", None), ("", None),
     ('"5"', "5"), ("'true'", "true"), ("!!str 5", "5")],
)  # fmt: skip
def test_plain_scalars_mean_what_yaml_1_2_says(text, value):
    assert data(f"key: {text}") == {"key": value}


def test_a_value_knows_its_line_column_and_the_comment_beside_it():
    document = read_document(
        'a:\n  - "24/7"  # 크리스마스\n  - plain # why\n  - [x, "y"]   # both\n  - no#comment\n', "f.yaml"
    )
    first = document.node(("a", 0))
    assert isinstance(first, Scalar)
    assert (str(first.mark), first.comment) == ("f.yaml:2:5", "크리스마스")
    assert document.node(("a", 1)).comment == "why"
    assert document.node(("a", 2, 1)).comment == "both"
    assert document.node(("a", 3)).comment == ""
    assert document.node(("a", 3)).value == "no#comment"


def test_aliases_and_merge_keys_are_followed():
    text = "base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\ntwo: {<<: [*b, {y: 9, z: 9}]}"
    assert data(text) == {"base": {"x": 1, "y": 2}, "one": {"y": 3, "x": 1}, "two": {"x": 1, "y": 2, "z": 9}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\na: 2", "f.yaml:2:1: `a` is written twice. The first one is in line 1; keep one."),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: A second document starts here. Keep one document; remove the `---` line."),
        ("a: *b", "f.yaml:1:4: `*b` refers to nothing written before it. Mark a value with `&b` first."),
        ("a: &a [*a]", "f.yaml:1:8: `*a` refers to nothing written before it. Mark a value with `&a` first."),
        ("a: !!python/name:os.system ''", "is not used here. Write the plain value."),
        ("{a: 1}: 2", "f.yaml:1:1: A key must be a single word."),
        ("<<: 5", "`<<` takes a mapping or a list of mappings."),
        ("a:\n\t- b", "f.yaml:2:1: This is not YAML: found character that cannot start any token"),
        ("a:\n\t- b", "Indent with spaces; this line holds a tab."),
        ("a: @b", "A text that starts with `@` needs quotes."),
        ("a: >=1.5", "A text that starts with `>` needs quotes."),
        ("a: b: c", "f.yaml:1:5: This is not YAML: mapping values are not allowed in this context. A text that holds `: ` needs quotes."),
        ("a: [1,\nb: 2", "that began in line 1."),
        ("a\n b\x00", "f.yaml:2:3: This character cannot stand in a text file. Remove it; save the file as UTF-8."),
        ("a: \ud800", "f.yaml:1:4: This character cannot stand in a text file."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place_and_a_way_out(text, said):
    assert said in fault(read_document, text, "f.yaml")


def test_all_doubled_keys_are_named_at_once():
    assert len(faults(read_document, "a: 1\na: 2\nb: 1\nb: 2", "f.yaml")) == 2


def test_deep_nesting_is_refused():
    assert "nested more than 40 levels" in fault(read_document, "[" * 50 + "]" * 50, "f.yaml")
    assert fault(read_document, "[" * 5000, "f.yaml")
    assert fault(read_document, "- " * 5000 + "a", "f.yaml")


def test_a_few_anchors_cannot_stand_for_billions_of_values():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "more than 500,000 values" in fault(read_document, "\n".join(lines), "f.yaml")


def test_a_huge_file_is_refused():
    assert "5,000,000 characters" in fault(read_document, "#" * (MAX_CHARACTERS + 1), "f.yaml")


@given(st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,?~ \n\t<1", max_size=60))
def test_no_text_makes_it_raise_anything_else(text):
    assert settles(read_document, text, "f.yaml")
