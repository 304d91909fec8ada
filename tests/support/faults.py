"""What a reader said about a text: `faults(read, text)` → lines as people see them."""

import pytest

from tidegate.core.errors import BadInput


def faults(read, *given) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read(*given)
    return [str(problem) for problem in caught.value.problems]


def fault(read, *given) -> str:
    (only,) = faults(read, *given)
    return only


def settles(read, *given) -> bool:
    """Whether a reader takes a text or names at least one problem; anything else it raises comes through."""
    try:
        read(*given)
    except BadInput as error:
        return bool(error.problems)
    return True
