from tidegate.config.text import read_document

DOCUMENT = read_document("a:\n  b: [x, y, {c: z}]\n", "f.yaml")


def test_a_path_leads_to_the_place_of_its_key_or_member():
    assert str(DOCUMENT.mark("a", "b")) == "f.yaml:2:3"
    assert str(DOCUMENT.mark("a", "b", 1)) == "f.yaml:2:10"
    assert DOCUMENT.mark("a", "x") is None
    assert DOCUMENT.mark() is None


def test_a_problem_of_something_missing_points_at_what_is_around_it():
    problem = DOCUMENT.problem(("a", "b", 2, "gone"), "missing")
    assert (str(problem.mark), problem.path, problem.text) == ("f.yaml:2:13", "a.b[2].gone", "a mapping")


def test_what_was_taken_out_leaves_places_and_positions_as_written():
    rest = DOCUMENT.without(frozenset({("a", "b", 0)}))
    assert rest.data == {"a": {"b": ["y", {"c": "z"}]}}
    assert str(rest.problem(("a", "b", 0), "wrong")) == "f.yaml:2:10: a.b[1]: wrong"


def test_every_written_key_is_listed_with_its_place():
    assert [(path, str(entry.mark)) for path, entry in DOCUMENT.written()] == [
        ("a", "f.yaml:1:1"),
        ("a.b", "f.yaml:2:3"),
        ("a.b[2].c", "f.yaml:2:14"),
    ]


def test_keys_of_what_is_no_mapping_are_none():
    assert DOCUMENT.keys("a") == ("b",)
    assert DOCUMENT.keys("a", "b") == ()
    assert DOCUMENT.keys("nowhere") == ()
