"""AWS's price list in small, on a local port: the files and columns it really has, with few rows."""

from __future__ import annotations

import csv
import functools
import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tidegate.cost.price_list import RULES

REGION = "ap-northeast-2"
PUBLISHED = "2026-09-30T19:15:12Z"
_OFFERS = "offers/v1.0/aws"
_COLUMNS = (
    *("SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange"),
    *("EndingRange", "Unit", "PricePerUnit", "Currency", "RelatedTo", "LeaseContractLength", "PurchaseOption"),
    *(
        "OfferingClass",
        "Product Family",
        "serviceCode",
        "Location",
        "Location Type",
        "Instance Type",
        "Volume API Name",
    ),
    *("Tenancy", "Operating System", "License Model", "usageType", "operation", "CapacityStatus", "Pre Installed S/W"),
    *("Database Engine", "Deployment Option", "Cache Engine", "Region Code", "serviceName"),
)
_ON_DEMAND = {
    "TermType": "OnDemand",
    "Currency": "USD",
    "Location": "Asia Pacific (Seoul)",
    "Location Type": "AWS Region",
    "Region Code": REGION,
    "Unit": "Hrs",
    "StartingRange": "0",
    "EndingRange": "Inf",
}
_SHARED = {
    "Tenancy": "Shared",
    "CapacityStatus": "Used",
    "Pre Installed S/W": "NA",
    "License Model": "No License required",
}


def row(kind: str, usage: str, price: str, **more: str) -> dict[str, str]:
    """An on-demand row of Seoul; other columns by their names, a space written as `_`."""
    named = {key.replace("_", " "): value for key, value in more.items()}
    return {**_ON_DEMAND, "Product Family": kind, "usageType": f"APN2-{usage}", "PricePerUnit": price, **named}


def instance(type_: str, price: str, system: str = "Linux", **more: str) -> dict[str, str]:
    """An EC2 instance; other columns as they are called."""
    kind = "Compute Instance (bare metal)" if type_.endswith(".metal") else "Compute Instance"
    named = {"Instance Type": type_, "Operating System": system, **_SHARED, **more}
    return {**row(kind, f"BoxUsage:{type_}", price), **named}


def database(type_: str, price: str, engine: str, usage: str, deployment: str) -> dict[str, str]:
    """An RDS instance."""
    named = {"Database Engine": engine, "Deployment Option": deployment, "License Model": "No license required"}
    return {**row("Database Instance", f"{usage}:{type_}", price), "Instance Type": type_, **named}


def publish(folder: Path, offers: Mapping[str, list[dict[str, str]]]) -> None:
    """Write the index files and one CSV file for each offer; an offer that is not given has no rows."""
    index = {}
    for offer, rows in {offer: offers.get(offer, []) for offer in RULES}.items():
        current, dated = f"{_OFFERS}/{offer}/current", f"{_OFFERS}/{offer}/20260930191512/{REGION}"
        index[offer] = {"offerCode": offer, "currentRegionIndexUrl": f"/{current}/region_index.json"}
        regions = {REGION: {"regionCode": REGION, "currentVersionUrl": f"/{dated}/index.json"}}
        _write(folder / current / "region_index.json", json.dumps({"formatVersion": "v1.0", "regions": regions}))
        _write(folder / dated / "index.csv", _csv(offer, rows))
    _write(folder / _OFFERS / "index.json", json.dumps({"formatVersion": "v1.0", "offers": index}))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address while it is served."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


def _csv(offer: str, rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    about = ("FormatVersion", "v1.0"), ("Disclaimer", "For information, only."), ("Publication Date", PUBLISHED)
    table.writerows((*about, ("Version", "20260930191512"), ("OfferCode", offer), _COLUMNS))
    table.writerows([each.get(column, "") for column in _COLUMNS] for each in rows)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
