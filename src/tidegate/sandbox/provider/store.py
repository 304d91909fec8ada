"""An optional folder of what "exists": editing or deleting a file in it is drift, which a refresh then finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from tidegate.sandbox.provider.values import Object


class Store(Protocol):
    """Where resources live between two runs of Terraform."""

    def read(self, resource_type: str, known: Object) -> Object | None:
        """The resource as it is now; None when it is gone."""
        ...

    def keep(self, resource_type: str, value: Object) -> None: ...

    def forget(self, resource_type: str, value: Object) -> None: ...


class StateOnly:
    """No store: things are as Terraform's state says they are."""

    def read(self, resource_type: str, known: Object) -> Object | None:  # noqa: ARG002 (the state knows without looking)
        return known

    def keep(self, resource_type: str, value: Object) -> None:
        """Terraform's state keeps it."""

    def forget(self, resource_type: str, value: Object) -> None:
        """Terraform's state forgets it."""


class FolderStore:
    """One JSON file for each resource: `<folder>/<type>/<id>.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, resource_type: str, known: Object) -> Object | None:
        try:
            stored: Any = json.loads(self._path(resource_type, known).read_text("utf-8"))
        except FileNotFoundError:
            return None
        return dict(stored)

    def keep(self, resource_type: str, value: Object) -> None:
        path = self._path(resource_type, value)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, indent=1), "utf-8")

    def forget(self, resource_type: str, value: Object) -> None:
        self._path(resource_type, value).unlink(missing_ok=True)

    def _path(self, resource_type: str, value: Object) -> Path:
        return self._folder / resource_type / (str(value["id"]).replace("/", "_") + ".json")
