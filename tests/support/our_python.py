"""Where the tests' own Python and Tidegate's code lie: not among what every step sees."""

import sys
from pathlib import Path

import tidegate
from tidegate.terraform.isolation import Visible

PATHS = tuple(dict.fromkeys((sys.prefix, sys.base_prefix, str(Path(tidegate.__file__).parents[1]))))
VISIBLE = tuple(Visible(path=Path(path)) for path in PATHS)
#: As TIDEGATE_VISIBLE_PATHS has them.
SETTING = ",".join(PATHS)
