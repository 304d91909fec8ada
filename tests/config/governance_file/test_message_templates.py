import pytest
from pydantic_core import PydanticCustomError

from tidegate.config.governance_file.message_templates import FIELDS, message_template


def test_every_field_may_be_filled_in_with_or_without_blanks():
    text = " ".join(f"{{{{.{name}}}}} {{{{ .{name} }}}}" for name in FIELDS)
    assert message_template(text) == text
    assert message_template("Nothing {to} fill in") == "Nothing {to} fill in"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{.Enviroment}}", "Did you mean `{{.Environment}}`?"),
        ("{{Environment}}", "Did you mean `{{.Environment}}`?"),
        ("{{if .Error}}x{{end}}", "is not a placeholder"),
        ("{{.Error", "is not closed"),
        (".Error}}", "is not closed"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(text, said):
    with pytest.raises(PydanticCustomError) as caught:
        message_template(text)
    context = caught.value.context
    assert said in f"{context['message']} {context['suggestion']}"
