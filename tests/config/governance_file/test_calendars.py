import pytest

from tidegate.config.governance_file.calendars import refuse_unknown
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.phrases import parse


@pytest.mark.parametrize("text", ["holidays: KR", "holidays: US-CA", "holidays: NO", "holidays: DE-BY"])
def test_countries_and_their_parts_are_known(text):
    refuse_unknown(parse(text, "UTC"))


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("holidays: KX", "`KX` is not a country", "such as"),
        ("holidays: US-ZZ", "`ZZ` is not a part of US", "CA"),
        ("holidays: KR-11", "`11` is not a part of KR", "`holidays: KR`"),
    ],
)
def test_others_are_refused_with_those_that_are(text, message, suggestion):
    with pytest.raises(PhraseError) as wrong:
        refuse_unknown(parse(text, "UTC"))
    assert message in wrong.value.message
    assert suggestion in wrong.value.suggestion
