"""Where things lie."""

from pathlib import Path

SUPPORT = Path(__file__).parent
ROOT = SUPPORT.parent.parent
SOURCE = ROOT / "src" / "tidegate"
