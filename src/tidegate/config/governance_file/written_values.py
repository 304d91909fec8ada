"""Single values of a governance file: how they are written, and what they become."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from tidegate.config.governance_file.places import repository_path
from tidegate.config.governance_file.quantities import (
    DURATION,
    FAILURES,
    INCREASE,
    OF_BASELINE,
    failures,
    increase,
    of_baseline,
    seconds,
)
from tidegate.config.patterns import glob
from tidegate.config.problems import Text, broken
from tidegate.config.shell_words import Unfinished, words

MOST = 10**12
LONGEST = 366 * 86_400
NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
CHANNEL = r"^#[^\s#A-Z.,]{1,80}$"
MENTION = r"^@[^\s@]+$"
WORD = r"^[^\s-]\S*$"
URL = r"^https?://\S+$"
HOST_AND_PORT = r"^(\[[0-9a-fA-F:]+\]|[^\s:/]+):([0-9]{1,5})$"


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise broken("A number is expected here.")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise broken(f"`{value}` is not a number.", "Write digits only, as in `100` or `99.50`.")
    return number


def _amount(number: Decimal) -> Decimal:
    if number < 0:
        raise broken(f"`{number}` is less than 0.", "Write 0 or more.")
    if number > MOST:
        raise broken(f"`{number}` is more than any amount here.", f"Write {MOST} or less; for no limit, leave it out.")
    return number


def _budget(number: Decimal) -> Decimal:
    if number == 0:
        raise broken("A budget of 0 is reached at once.", "Write the amount of a month.")
    return number


def _reached(number: Decimal) -> Decimal:
    if not 0 < number <= 100:
        raise broken(f"`{number}` is not a part of the budget.", "Write a percentage above 0 and up to 100.")
    return number


def _above_baseline(number: Decimal) -> Decimal:
    if number <= 100:
        raise broken(f"`{number}` percent of the baseline is no increase.", "Write more than 100: `150` is half more.")
    return number


def _read(
    parse: Callable[[str], Decimal | int | None], what: str, example: str, least: int, most: int
) -> BeforeValidator:
    """A reader of quantities; `least` and `most` are included."""

    def read(value: Any) -> Any:
        found = parse(str(value)) if isinstance(value, str) else None
        if found is None or not least <= found <= most:
            shown = str(value).lower() if isinstance(value, bool) else value
            raise broken(f"`{shown}` is not {what}.", f"Write it as in {example}.")
        return found

    return BeforeValidator(read)


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or re.search(r"\s", value):
        raise broken(f"`{value}` is not the address of a page.", "Write it whole, as in `https://grafana.example/d/x`.")
    return value


def _host_and_port(value: str) -> str:
    found = re.fullmatch(HOST_AND_PORT, value)
    if not found or not 0 < int(found[2]) < 65_536:
        raise broken(f"`{value}` is not a host with a port.", "Write it as in `cache.internal:6379`.")
    return value


def _channel(value: str) -> str:
    if not re.fullmatch(CHANNEL, value):
        bare = re.sub(r"[\s.,#]+", "-", value.strip().lower()).strip("-")
        raise broken(f"`{value}` is not the name of a channel.", f'Did you mean "#{bare or "infra"}"?')
    return value


def _mention(value: str) -> str:
    if not re.fullmatch(MENTION, value):
        bare = value.strip().replace(" ", "-").replace("@", "")
        raise broken(f"`{value}` is nobody's name in chat.", f'Did you mean "@{bare or "devops"}"?')
    return value


def _word(value: str) -> str:
    """A word that can be written in a command."""
    if not re.fullmatch(WORD, value):
        joined = "-".join(value.split()).lstrip("-")
        raise broken(f"`{value}` is not one word, so no command can name it.", f"Did you mean `{joined or 'prod'}`?")
    return value


def _repository_glob(value: str) -> str:
    """A pattern over the repository's paths."""
    glob(value)
    repository_path(value)
    return value


def _command(value: str) -> str:
    try:
        found = words(value)
    except Unfinished as error:
        raise broken(f"`{value}` is not a whole command: {error}.", "Close the quote.") from None
    if not found:
        raise broken("There is no command here.", "Write one, as in `./scripts/test.sh staging`.")
    return value


def _like(pattern: str) -> WithJsonSchema:
    """What an editor is told of a text."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]}),
]
Amount = Annotated[Number, AfterValidator(_amount)]
Budget = Annotated[Amount, AfterValidator(_budget)]
Reached = Annotated[Number, AfterValidator(_reached)]
AboveBaseline = Annotated[Number, AfterValidator(_above_baseline)]
Whole = Annotated[int, Field(ge=0)]
People = Annotated[int, Field(ge=0, le=100)]

Duration = Annotated[int, _read(seconds, "a time", "`30m`, `5 minutes` or `7d`", 1, LONGEST), _like(DURATION)]
"""Seconds."""
SessionDuration = Annotated[
    int,
    _read(seconds, "a time between 15 minutes and 12 hours", "`15m`, `1h` or `3600s`", 900, 43_200),
    _like(DURATION),
]
"""Seconds AWS lets a role be assumed for (AssumeRole, DurationSeconds)."""
Failures = Annotated[int, _read(failures, "a number of failures", "`3 consecutive failures`", 1, 1000), _like(FAILURES)]
"""In a row."""
OfBaseline = Annotated[
    Decimal,
    _read(of_baseline, "a part of the baseline above 100%", "`200% of baseline`", 101, 100_000),
    _like(OF_BASELINE),
]
"""Percent."""
Increase = Annotated[Decimal, _read(increase, "an increase", "`50% increase`", 1, 100_000), _like(INCREASE)]
"""Percent."""

Url = Annotated[Text, AfterValidator(_url), _like(URL)]
HostAndPort = Annotated[Text, AfterValidator(_host_and_port), _like(HOST_AND_PORT)]
Channel = Annotated[Text, AfterValidator(_channel), _like(CHANNEL)]
Mention = Annotated[Text, AfterValidator(_mention), _like(MENTION)]
Word = Annotated[Text, AfterValidator(_word)]
RepositoryPath = Annotated[Text, AfterValidator(repository_path)]
RepositoryGlob = Annotated[Text, AfterValidator(_repository_glob)]
Glob = Annotated[Text, AfterValidator(glob)]
Command = Annotated[Text, AfterValidator(_command)]
