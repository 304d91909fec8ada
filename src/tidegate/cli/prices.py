"""`tidegate prices`: bring the server's prices up to date, and show how old they are and where they are from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import typer

from tidegate.cost.catalog.prices import price_document
from tidegate.cost.price_list import RULES, Collected, collected
from tidegate.cost.price_list_file import Update, prices_file, read, updated, write
from tidegate.cost.price_list_source import TIMEOUT, PriceList

Document = Mapping[str, Any]


def update(regions: list[str], data: Path, base: str) -> int:
    """Fetch the prices of some regions; the exit code. The file is replaced only when all of them could be read.

    Raises:
        PriceListFailed: The price list cannot be had, or the file there is cannot be read.
    """
    file = prices_file(data.expanduser())
    document = read(file)
    with httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client:
        for each in _fetched(PriceList(client, base), regions):
            document = updated(document, each)
    write(file, document)
    typer.echo(f"Written to {file}. The server prefers these prices to those it came with.")
    return 0


def _fetched(source: PriceList, regions: list[str]) -> Iterator[Update]:
    for region in regions:
        for offer, url in source.urls(tuple(RULES), region).items():
            typer.echo(f"{region}: reading {offer} ...")
            with source.open(url) as file:
                found = collected(offer, file.rows)
            typer.echo("\n".join(_told(offer, found, file.published)))
            yield Update(region=region, offer=offer, origin=url, published=file.published, prices=found.prices)


def _told(offer: str, found: Collected, published: str) -> Iterator[str]:
    yield f"  {len(found.prices)} prices of {published}"
    for section in sorted({rule.section for rule in RULES[offer]} - found.sections):
        yield f"  none for {section}: older ones stay"
    if found.doubtful:
        yield f"  {len(found.doubtful)} left out: the list gives more than one price"


def show(region: str | None, data: Path) -> int:
    """Print which prices there are, how old they are and where they are from; exit code 1 when there are none."""
    documents = {"fetched": read(prices_file(data.expanduser())), "package": price_document()}
    known = sorted({name for document in documents.values() for name in document.get("regions", {})})
    wanted = [name for name in known if region in (None, name)]
    if not wanted:
        typer.echo(f"There are no prices of {region}. There are some of {', '.join(known)}.", err=True)
        return 1
    for name in wanted:
        typer.echo("\n".join((name, *_sections(name, documents), "")))
    typer.echo("\n".join(_sources(documents, wanted)))
    return 0


def _sections(region: str, documents: Mapping[str, Document]) -> Iterator[str]:
    """A section that was fetched comes before the package's, as it does where prices are looked up."""
    rows = [(section, where, names) for where, each in documents.items() for section, names in _origins(each, region)]
    for section, where, names in sorted(rows, key=lambda row: row[0]):
        ages = sorted(_about(documents[where], name).get("as_of", "") for name in names)
        yield f"  {section:<40} {ages[0] if ages else '':<10}  {where}: {', '.join(names)}"


def _sources(documents: Mapping[str, Document], regions: list[str]) -> Iterator[str]:
    yield "Sources"
    for document in documents.values():
        used = {name for region in regions for _, names in _origins(document, region) for name in names}
        for name in sorted(used):
            about = _about(document, name)
            yield f"  {name}: {about.get('what', '')}, {about.get('as_of', '')}: {about.get('origin', '')}"


def _origins(document: Document, region: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each section of a region with the names of its sources."""
    sections = document.get("regions", {}).get(region, {})
    for section in sections:
        if section != "sources":
            named = sections.get("sources", {}).get(section, ())
            yield section, (named,) if isinstance(named, str) else tuple(named)


def _about(document: Document, source: str) -> Mapping[str, str]:
    about: Mapping[str, str] = document.get("sources", {}).get(source, {})
    return about
