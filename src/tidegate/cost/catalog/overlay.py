"""A price file of the team's own, for discounts and what is missing: YAML or JSON of the shape of the package's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tidegate.config.json_text import read_json
from tidegate.config.marks import Document, Listing, Node, Path, Scalar, Table
from tidegate.config.problems import did_you_mean, refuse
from tidegate.config.text import read_document
from tidegate.core.marks import Problem
from tidegate.cost.catalog.prices import UNFILLED, PriceBook, shipped_prices

_KEYS = ("currency", "as_of", "hours_per_month", "units", "sources", "checks", "regions")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-[0-9]+")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
_NO_PRICE = ("sources", "note")


@lru_cache(maxsize=4)
def prices_under(overlay: str, file: str, below: PriceBook | None = None) -> PriceBook:
    """Prices, the package's unless others are given, with a text laid over them; an empty one changes nothing.

    Raises:
        BadInput: With every problem of the text.
    """
    shipped = below or shipped_prices()
    if not overlay.strip():
        return shipped
    document = read_json(overlay, file) if overlay.lstrip().startswith("{") else read_document(overlay, file)
    refuse(tuple(_problems(document, shipped)))
    return shipped.under(_prices(_at(document.root, "regions")))


def _problems(document: Document, shipped: PriceBook) -> Iterator[Problem]:
    if not isinstance(document.root, Table):
        yield document.problem((), "A price file is a mapping.", "Write `regions:` and prices below it.")
        return
    for key in document.root.entries:
        if key not in _KEYS:
            yield document.key_problem((key,), f"`{key}` is not a key of a price file.", did_you_mean(key, _KEYS))
    yield from _currency(document, shipped)
    regions = _at(document.root, "regions")
    if not isinstance(regions, Table):
        yield document.problem(("regions",), "`regions` holds prices by region.", "Write `regions:` with a region.")
        return
    shape = _shape(shipped)
    for region, entry in regions.entries.items():
        if not _REGION.fullmatch(region):
            yield document.key_problem(
                ("regions", region), f"`{region}` is not a region.", did_you_mean(region, shipped.regions)
            )
        yield from _sections(document, region, entry.node, shape)


def _currency(document: Document, shipped: PriceBook) -> Iterator[Problem]:
    written = _at(document.root, "currency")
    if isinstance(written, Scalar) and written.value not in (None, shipped.currency):
        yield document.problem(
            ("currency",), f"Prices are in {shipped.currency}.", f"Write them in {shipped.currency}, or leave this out."
        )


def _sections(document: Document, region: str, node: Node, shape: Mapping[str, Any]) -> Iterator[Problem]:
    path: Path = ("regions", region)
    if not isinstance(node, Table):
        yield document.problem(path, "A region holds sections of prices.", "Write sections such as `ec2:` below it.")
        return
    for section, entry in node.entries.items():
        if section in _NO_PRICE:
            continue
        if section not in shape:
            yield document.key_problem(
                (*path, section), f"`{section}` is not a section of prices.", did_you_mean(section, shape)
            )
            continue
        yield from _values(document, (*path, section), entry.node, shape[section])


def _values(document: Document, path: Path, node: Node, shape: Any) -> Iterator[Problem]:
    """Problems of one price or names with prices, held against what stands there in the package's file."""
    match node:
        case Listing():
            yield document.problem(path, "A price is a number, not a list.")
        case Table(entries=entries) if shape is None or isinstance(shape, Mapping):
            for key, entry in entries.items():
                if key not in _NO_PRICE:
                    yield from _values(document, (*path, key), entry.node, (shape or {}).get(key))
        case Table():
            yield document.problem(path, f"`{path[-1]}` is one price.", "Write the number behind the colon.")
        case Scalar() if isinstance(shape, Mapping):
            yield document.problem(path, f"`{path[-1]}` holds prices by name.", "Write `name: price` lines below it.")
        case Scalar(text=text) if not _NUMBER.fullmatch(text):
            shown = f"`{text}`" if text else "Nothing"
            yield document.problem(path, f"{shown} is not a price.", "Write a number of dollars, such as `0.0104`.")


def _shape(shipped: PriceBook) -> Mapping[str, Any]:
    """Sections as any region of the package's file has them."""
    merged = PriceBook(currency="", as_of="", regions={"all": dict.fromkeys(UNFILLED)})
    for sections in shipped.regions.values():
        merged = merged.under({"all": sections})
    return merged.regions["all"]


def _prices(node: Node | None) -> dict[str, Any]:
    entries = node.entries.items() if isinstance(node, Table) else ()
    return {
        key: Decimal(entry.node.text) if isinstance(entry.node, Scalar) else _prices(entry.node)
        for key, entry in entries
        if key not in _NO_PRICE
    }


def _at(node: Node, key: str) -> Node | None:
    entry = node.entries.get(key) if isinstance(node, Table) else None
    return entry.node if entry else None
