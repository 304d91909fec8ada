"""Checks a marked document against a strict model and says, for every fault, where it is and what to write instead."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError

from tidegate.config.marks import Document, Path
from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem

_RULE = "tidegate_rule"
MOST = 100  # Problems told at once: a text made to have thousands is refused as quickly as any other.
FEW = 700  # Known words a misspelt one is compared with: all time zones still are.
_ROUNDS = 20  # each takes out the mapping around what the one before took out; files are not nested deeper


class Raw(BaseModel):
    """A mapping people write: exactly these keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_absence(cls, data: Any) -> Any:
        """A key with nothing behind it is as good as not written; one that does not exist stays, to be named."""
        if not isinstance(data, dict):
            return {} if data is None else data
        known = _keys(cls)
        return {key: value for key, value in data.items() if value is not None or key not in known}


M = TypeVar("M", bound=Raw)
T = TypeVar("T")


def broken(message: str, suggestion: str = "") -> PydanticCustomError:
    """A rule of ours that a value breaks: raise it from a validator."""
    return PydanticCustomError(_RULE, "{message}", {"message": message, "suggestion": suggestion})


def _written_text(value: Any) -> Any:
    """A number or truth value where a text is wanted is that text, as in Atlantis: `name: 5`."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else value


Text = Annotated[str, BeforeValidator(_written_text), WithJsonSchema({"type": ["string", "integer", "boolean"]})]


def some(written: Sequence[T] | None) -> tuple[T, ...] | None:
    """A list as a value; None stays what nobody wrote."""
    return None if written is None else tuple(written)


def one_or_many(value: Any) -> Any:
    """A single text where a list is meant: `branch: main`."""
    if value is None:
        return []
    return value if isinstance(value, list | dict) else [value]


class _OrOne:
    """Tells JSON Schema that a member may stand where a list of them is meant."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        listed = handler(core)
        return {"anyOf": [listed["items"], listed]}


OneOrMany = Annotated[list[T], BeforeValidator(one_or_many), _OrOne()]
Texts = OneOrMany[Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Generic[M]):
    """A document held against a model.

    Attributes:
        model: What could be read; None when nothing was left.
        document: What `model` was read from: the document without its faulty values.
        problems: Every fault of its shape.
    """

    model: M | None
    document: Document
    problems: tuple[Problem, ...]


def check(model: type[M], document: Document) -> Checked[M]:
    """Hold a document against a model.

    Faulty values are left out and the rest is read again, so that rules across the file can be looked at even then.
    """
    problems: tuple[Problem, ...] = ()
    for _ in range(_ROUNDS):
        try:
            return Checked(model=model.model_validate(document.data), document=document, problems=problems)
        except ValidationError as error:
            details = error.errors(include_url=False)
        problems = problems or tuple(_problem(model, document, detail) for detail in details[:MOST])
        culprits = frozenset(_culprit(document, detail) for detail in details)
        if () in culprits:
            break
        document = document.without(culprits)
    return Checked(model=None, document=document, problems=problems)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise every problem, in the order of the file, once; of more than `MOST` the first that were found.

    Raises:
        BadInput: There is one.
    """
    found = dict.fromkeys(islice(problems, MOST))
    ordered = tuple(sorted(found, key=lambda p: (p.mark.line, p.mark.column, p.path)))
    if ordered:
        raise BadInput(ordered)


def did_you_mean(word: str, known: Iterable[str], *, kind: str = "one of") -> str:
    """The closest known word, or the list of them when none is close; nothing where more than `FEW` are known."""
    words = sorted(set(known))
    if len(words) > FEW:
        return ""
    by_lower = {w.lower(): w for w in words}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    if close:
        return f"Did you mean `{by_lower[close[0]]}`?"
    if not words:
        return ""
    return f"Write {kind}: " + ", ".join(f"`{w}`" for w in words) + "."


def _culprit(document: Document, detail: ErrorDetails) -> Path:
    """What to leave out: the faulty value, or the mapping a key is missing from."""
    path = detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"]
    while path and document.mark(*path) is None:
        path = path[:-1]
    return path


def _problem(model: type[Raw], document: Document, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return document.problem(path, f"`{path[-1]}` is missing.", f"Add `{path[-1]}:` here.")
        case "extra_forbidden":
            return _unknown_key(model, document, path)
        case "literal_error":
            words = [str(word) for word in get_args(_unwrapped(_annotation(model, path)))]
            shown = _shown(detail["input"])
            return document.problem(path, f"{shown} is not a value of this key.", did_you_mean(shown.strip("`"), words))
        case "tidegate_rule":
            return document.problem(path, str(context["message"]), str(context["suggestion"]))
        case kind:
            return document.problem(path, *_sentence(kind, detail["input"], context, detail["msg"]))


def _unknown_key(model: type[Raw], document: Document, path: Path) -> Problem:
    key, owner = str(path[-1]), _annotation(model, path[:-1])
    if not (isinstance(owner, type) and issubclass(owner, Raw)):
        return document.key_problem(path, f"`{key}` is not a key here.")
    return document.key_problem(path, f"`{key}` is not a key here.", did_you_mean(key, _keys(owner), kind="one of"))


_EXPECTED = {
    "string_type": ("A text", ""),
    "int_type": ("A whole number", "Write digits only, without quotes."),
    "list_type": ("A list", "Write `- ` before each member, or `[a, b]`."),
    "dict_type": ("A mapping of keys", "Write `key: value` lines below it."),
    "model_type": ("A mapping of keys", "Write `key: value` lines below it."),
}


def _sentence(kind: str, value: Any, context: Mapping[str, Any], message: str) -> tuple[str, str]:
    """Message and suggestion for pydantic's kinds of fault."""
    shown = _shown(value)
    if kind in _EXPECTED:
        wanted, suggestion = _EXPECTED[kind]
        return f"{wanted} is expected here, not {shown}.", suggestion
    match kind:
        case "bool_type":
            return f"{shown} is not `true` or `false`.", _truth(value)
        case "greater_than_equal":
            return f"{shown} is less than {context['ge']}.", f"Write {context['ge']} or more."
        case "less_than_equal":
            return f"{shown} is more than {context['le']}.", f"Write {context['le']} or less."
        case _:
            return f"{message}.", ""


def _truth(value: Any) -> str:
    """YAML 1.1 took these for truth values; YAML 1.2 does not."""
    word = str(value).lower()
    if word in ("yes", "on", "y", "1"):
        return "Did you mean `true`?"
    return "Did you mean `false`?" if word in ("no", "off", "n", "0") else ""


def _shown(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            text = str(value)
            return f"`{text}`" if len(text) <= 60 else f"`{text[:57]}...`"


def _keys(model: type[Raw]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _annotation(model: Any, path: Path) -> Any:
    """The type written at `path` of a model; None where the types do not say."""
    found = model
    for part in path:
        found = _below(_unwrapped(found), part)
    return _unwrapped(found)


def _below(annotation: Any, part: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Raw):
        fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
        return fields[str(part)].annotation if part in fields else None
    if get_origin(annotation) in (list, dict, tuple, Sequence, Mapping):
        return get_args(annotation)[-1]
    return None


def _unwrapped(annotation: Any) -> Any:
    """Without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [arg for arg in get_args(annotation) if arg is not type(None)]
        return _unwrapped(rest[0]) if len(rest) == 1 else annotation
    return annotation
