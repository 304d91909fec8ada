"""Our stand-ins for tools that workflow steps call by name, and what they need where a step can see it."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

SHIMS = Path(__file__).with_name("shims")
PACKAGE = Path(__file__).parents[1]

#: Rooms the stand-in for Infracost is made of: a step sees nothing of the server's own Python libraries.
COSTS = ("core", "ports", "cost")
COSTS_FILE, PRICES_FILE, PYTHON = "costs.pyz", "aws-prices.json", "tidegate-python"
_MAIN = "from tidegate.cost.standin import main\n\nraise SystemExit(main())\n"


def install_shims(folder: Path, newer_prices: Path | None = None) -> Path:
    """Put the stand-ins, executable, into `folder`, which goes on the steps' PATH; returns it.

    Args:
        folder: Made when it is not there.
        newer_prices: The price file `tidegate prices update` leaves, whether it has or not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for shim in SHIMS.iterdir():
        temporary = _temporary(folder, shim.name)
        shutil.copyfile(shim, temporary)
        temporary.chmod(0o755)
        temporary.replace(folder / shim.name)
    _link_python(folder)
    _pack_costs(folder)
    _copy_prices(folder, newer_prices)
    return folder


def _link_python(folder: Path) -> None:
    """The Python we run with. Within walls it leads nowhere where they hide it."""
    temporary = _temporary(folder, PYTHON)
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(Path(sys.executable).resolve())
    temporary.replace(folder / PYTHON)


def _pack_costs(folder: Path) -> None:
    """One file with our estimates in it, that any Python 3.11 runs by itself."""
    temporary = _temporary(folder, COSTS_FILE)
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("__main__.py", _MAIN)
        for path in _cost_files():
            packed.write(path, path.relative_to(PACKAGE.parent))
    temporary.replace(folder / COSTS_FILE)


def _copy_prices(folder: Path, newer: Path | None) -> None:
    if newer is None or not newer.exists():
        (folder / PRICES_FILE).unlink(missing_ok=True)
        return
    temporary = _temporary(folder, PRICES_FILE)
    shutil.copyfile(newer, temporary)
    temporary.replace(folder / PRICES_FILE)


def _cost_files() -> Iterator[Path]:
    yield PACKAGE / "__init__.py"
    for room in COSTS:
        yield from (path for path in sorted((PACKAGE / room).rglob("*")) if path.suffix in (".py", ".json"))


def _temporary(folder: Path, name: str) -> Path:
    return folder / f".{name}.{os.getpid()}"
