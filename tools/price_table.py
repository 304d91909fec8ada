"""The page of what the catalog prices: types from its table, sentences from their pricers, sources from its data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from inspect import getdoc
from typing import Any

from tidegate.cost.catalog.free_aws import FREE_BY_SERVICE
from tidegate.cost.catalog.prices import price_document
from tidegate.cost.catalog.table import PRICERS

_NOT_COUNTED = "Not counted:"
_LARGE = {"ec2": "EC2", "rds": "RDS", "elasticache": "ElastiCache", "opensearch": "OpenSearch"}


def page() -> list[str]:
    document = price_document()
    return [
        "# What the catalog prices",
        "",
        f"{len(PRICERS)} types of AWS are priced, and {_free_count()} are free by nature. Any other type has no price,",
        "and says so. What is not counted is shown as billed by usage; a usage file makes some of it count.",
        "A resource whose price is not known for its region has no price either.",
        "",
        *_table(("type", "counted", "not counted"), _priced()),
        "",
        "## Free",
        "",
        *(f"- {service}: {_codes(f'aws_{name}' for name in names.split())}" for service, names in _free()),
        "- not in a cloud: `terraform_data`, and resources of the providers archive, cloudinit, external, http, local,",
        "  null, random, template, time and tls",
        "",
        "## Regions",
        "",
        f"Prices of {document['as_of']} and older, as the sources below say. The columns count prices of machines; an",
        "instance type or node that is not there has no price in the region.",
        "",
        *_table(("region", *_LARGE.values(), "other sections"), _regions(document["regions"])),
        "",
        "## Sources",
        "",
        *_table(("source", "what", "as of", "confidence"), _sources(document["sources"])),
    ]


def _priced() -> Iterator[tuple[str, ...]]:
    """A row for each sentence, with all its types."""
    types: dict[str, list[str]] = {}
    for type_, pricer in sorted(PRICERS.items()):
        types.setdefault(" ".join((getdoc(pricer) or "").split()), []).append(type_)
    for sentence, priced in types.items():
        counted, _, rest = sentence.partition(_NOT_COUNTED)
        yield _codes(priced), counted.strip(), rest.strip()


def _free() -> Iterable[tuple[str, str]]:
    return sorted(FREE_BY_SERVICE.items())


def _free_count() -> int:
    return sum(len(names.split()) for _, names in _free())


def _regions(regions: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    for name, sections in sorted(regions.items()):
        others = sum(not key.endswith("note") for key in sections.keys() - {*_LARGE, "sources"})
        yield (f"`{name}`", *(_count(sections.get(section)) for section in _LARGE), str(others))


def _count(section: Any) -> str:
    """How many prices a section holds, in all its parts."""
    if section is None:
        return ""
    return str(_numbers(section))


def _numbers(section: Any) -> int:
    if isinstance(section, Mapping):
        return sum(_numbers(each) for each in section.values())
    return int(not isinstance(section, str))


def _sources(sources: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    for name, source in sources.items():
        yield f"`{name}`", f"{source['what']}. From {source['origin']}.", source["as_of"], source["confidence"]


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
