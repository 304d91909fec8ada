"""Where AWS publishes its price list: an index of offers, an index of regions for each, a CSV file for each region.

The files are large (EC2: hundreds of megabytes a region), so rows are handed on while they arrive.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tidegate.cost.price_list import COLUMNS, Row
from tidegate.cost.price_list_file import PriceListFailed

AWS = "https://pricing.us-east-1.amazonaws.com"
INDEX = "/offers/v1.0/aws/index.json"
TIMEOUT = httpx.Timeout(60.0, connect=15.0)
_BEFORE_HEADER = 20  # Lines about the file itself; there are five today.


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFile:
    """One offer's list of one region, open.

    Attributes:
        published: When AWS published it: `2026-09-30`.
        rows: Its on-demand rows, once, as they arrive.
    """

    url: str
    published: str
    rows: Iterator[Row]


class PriceList:
    """AWS's price list.

    Args:
        base: Where it lies; a mirror may have it below a path.
    """

    def __init__(self, client: httpx.Client, base: str = AWS) -> None:
        self._client = client
        self._base = base.rstrip("/")

    def urls(self, offers: Sequence[str], region: str) -> Mapping[str, str]:
        """Where each offer's list of a region lies. Offers AWS does not have there are left out.

        Raises:
            PriceListFailed: It cannot be had, or no offer knows the region.
        """
        known = _part(self._json(INDEX), "offers")
        found = {}
        for offer in offers:
            index = self._json(_path(_part(known, offer), "currentRegionIndexUrl", offer))
            regions = _part(index, "regions")
            if region in regions:
                path = _path(_part(regions, region), "currentVersionUrl", f"{offer} {region}")
                found[offer] = self._base + path.removesuffix(".json") + ".csv"
        if not found:
            raise PriceListFailed(f"AWS's price list has no region {region}.")
        return found

    @contextmanager
    def open(self, url: str) -> Iterator[PriceFile]:
        """One list, to be read while it is open.

        Raises:
            PriceListFailed: It cannot be had whole, or has other columns than it had; while it is read, too.
        """
        try:
            with self._client.stream("GET", url) as response:
                response.raise_for_status()
                yield _file(url, response.iter_lines())
        except httpx.HTTPError as error:
            raise _failed(url, error) from error
        except csv.Error as error:
            raise PriceListFailed(f"{url} cannot be read as CSV: {error}.") from error

    def _json(self, path: str) -> Mapping[str, Any]:
        url = self._base + path
        try:
            answer = self._client.get(url).raise_for_status()
            document = json.loads(answer.content)
        except httpx.HTTPError as error:
            raise _failed(url, error) from error
        except ValueError as error:
            raise PriceListFailed(f"{url} is not JSON.") from error
        return document if isinstance(document, dict) else {}


def _part(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def _path(entry: Mapping[str, Any], key: str, what: str) -> str:
    if not isinstance(entry.get(key), str):
        raise PriceListFailed(f"AWS's price list names no {key} for {what}; its format may have changed.")
    return str(entry[key])


def _file(url: str, lines: Iterator[str]) -> PriceFile:
    table = csv.reader(lines)
    about: dict[str, str] = {}
    for cells in itertools.islice(table, _BEFORE_HEADER):
        if cells[:1] == ["SKU"]:
            return PriceFile(url=url, published=about.get("Publication Date", "")[:10], rows=_rows(url, cells, table))
        about |= {cells[0]: cells[1]} if len(cells) > 1 else {}
    raise PriceListFailed(f"{url} has no header line; its format may have changed.")


def _rows(url: str, header: list[str], table: Iterator[list[str]]) -> Iterator[Row]:
    missing = sorted(COLUMNS - set(header))
    if missing:
        raise PriceListFailed(f"{url} has no column {missing[0]}; its format may have changed.")
    term = header.index("TermType")
    for cells in table:
        if len(cells) == len(header) and cells[term] == "OnDemand":
            yield dict(zip(header, cells, strict=True))


def _failed(url: str, error: httpx.HTTPError) -> PriceListFailed:
    if isinstance(error, httpx.HTTPStatusError):
        return PriceListFailed(f"{url} answered {error.response.status_code}.")
    return PriceListFailed(f"{url} could not be read: {error or type(error).__name__}.")
