from __future__ import annotations

from pathlib import Path

import pytest

from tidegate.checks.paths import from_root


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("/r/app/main.tf", "app/main.tf"),
        ("/r/app/../shared/x.tf", "shared/x.tf"),
        ("/elsewhere/x.tf", ""),
        ("/rx/y", ""),
    ],
)
def test_a_file_is_named_from_the_root_and_one_outside_not_at_all(file, said):
    assert from_root(Path(file), Path("/r")) == said
