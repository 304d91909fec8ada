import pytest
from pydantic import TypeAdapter, ValidationError

from tidegate.config.atlantis_files.switch import Switch


@pytest.mark.parametrize(("word", "meant"), [("yes", True), ("on", True), ("y", True), ("no", False), ("off", False)])
def test_words_of_old_yaml_are_truth_values(word, meant):
    assert TypeAdapter(Switch).validate_python(word, strict=True) is meant


@pytest.mark.parametrize("word", ["Yes", "1", 1, "ON", "maybe"])
def test_other_words_are_not(word):
    with pytest.raises(ValidationError):
        TypeAdapter(Switch).validate_python(word, strict=True)
