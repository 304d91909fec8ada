import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance


def read(text):
    return read_governance(f"cost: {{currency: {text}}}", "here")


@pytest.mark.parametrize("code", ["USD", "KRW", "EUR"])
def test_a_currency_is_a_code_of_three_letters(code):
    assert read(code).cost.currency == code


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("usd", "`usd` is not the code of a currency. Did you mean `USD`?"),
        ("UDS", "Did you mean"),
        ("42", "Write an ISO 4217 code, as in `USD` or `KRW`."),
    ],
)
def test_a_code_there_is_not_is_named_with_the_closest_one(code, said):
    assert said in fault(read, code)
