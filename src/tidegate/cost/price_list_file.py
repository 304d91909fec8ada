"""The server's own price file: newer prices in the shape of the package's, with where each section is from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tidegate.core.errors import TidegateError
from tidegate.cost.price_list import Prices

Document = Mapping[str, Any]
_REMEDY = "Delete it and run `tidegate prices update` again."


class PriceListFailed(TidegateError):
    """Newer prices could not be had: the list or the file is out of reach, or not what it was. The text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Prices of one region from one list.

    Attributes:
        offer: `AmazonEC2`.
        origin: The list's URL.
        published: When AWS published it: `2026-09-30`.
    """

    region: str
    offer: str
    origin: str
    published: str
    prices: Prices


def prices_file(data: Path) -> Path:
    """Where it lies in the server's data folder."""
    return data / "prices" / "aws-prices.json"


def read(file: Path) -> Document:
    """The file's content, numbers as `Decimal`; an empty document where there is none.

    Raises:
        PriceListFailed: It is not what we write.
    """
    if not file.exists():
        return {}
    try:
        document = json.loads(file.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    except ValueError as error:
        raise PriceListFailed(f"{file} cannot be read: {error}. {_REMEDY}") from error
    if not isinstance(document, dict):
        raise PriceListFailed(f"{file} is no price file. {_REMEDY}")
    return document


def updated(document: Document, update: Update) -> Document:
    """The document with an update's sections in place of its own; its other sections and regions stay."""
    source = f"{update.offer} {update.region}"
    about = {"what": f"{update.offer} on demand, {update.region}", "origin": update.origin, "as_of": update.published}
    regions = document.get("regions", {})
    region = regions.get(update.region, {})
    sections = _nested(update.prices)
    origins = {**region.get("sources", {}), **dict.fromkeys(sections, source)}
    return {
        "currency": "USD",
        "as_of": max(update.published, document.get("as_of", "")),
        "sources": {**document.get("sources", {}), source: about},
        "regions": {**regions, update.region: {**region, "sources": origins, **sections}},
    }


def write(file: Path, document: Document) -> None:
    """Replace the file, as a whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.write_text(json.dumps(document, indent=1, sort_keys=True, default=float) + "\n", "utf-8")
    temporary.replace(file)


def _nested(prices: Prices) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path, price in prices.items():
        *above, name = path
        place = found
        for key in above:
            place = place.setdefault(key, {})
        place[name] = price
    return found
