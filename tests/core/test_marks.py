from tidegate.core.marks import Mark


def test_a_place_reads_as_editors_read_it():
    mark = Mark(file="atlantis.yaml", line=12, column=3)
    assert str(mark) == "atlantis.yaml:12:3"
    assert mark.short == "atlantis.yaml:12"
