"""The documentation says what the code does: references are current, links lead somewhere, examples can be read."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.paths import ROOT
from tidegate.cli.config_files import kind_of, read
from tidegate.config.server_settings.server import SETTINGS
from tidegate.core.commands.table import COMMANDS
from tidegate.core.gates.table import GATES

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
YAML = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _examples() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for number, text in enumerate(YAML.findall(page.read_text(encoding="utf-8")), start=1):
            yield f"{_name(page)} example {number}", text


def _links(page: Path) -> list[Path]:
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [(page.parent / link.partition("#")[0]).resolve() for link in found if "://" not in link and link[0] != "#"]


def test_the_reference_is_what_the_code_says():
    command = [sys.executable, "tools/reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("settings.md", [setting.variable for setting in SETTINGS]),
        ("gates.md", list(GATES)),
    ],
)
def test_every_setting_and_gate_has_a_sentence(page, names):
    lines = (DOCS / "reference" / page).read_text(encoding="utf-8").splitlines()
    for name in names:
        row = next((line for line in lines if line.startswith(f"| `{name}` |")), "")
        assert row.rstrip(" |").endswith("."), f"{name} has no sentence in {page}"


def test_every_command_has_a_sentence():
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for spec in COMMANDS:
        assert re.search(rf"^## `{spec.title}`\n\n[^\n]+\.$", text, re.MULTILINE), f"{spec.name} has no sentence"


def test_every_page_is_reached_from_the_index():
    reached = set(_links(DOCS / "README.md"))
    missing = [_name(page) for page in PAGES if page not in reached and page != DOCS / "README.md"]
    assert not missing, f"link them in docs/README.md: {missing}"


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=_name)
def test_links_lead_somewhere(page):
    dead = [str(target) for target in _links(page) if not target.exists()]
    assert not dead


@pytest.mark.parametrize("page", sorted((DOCS / "guides").glob("*.md")), ids=_name)
def test_every_guide_is_there_in_both_languages(page):
    bare = page.name.removesuffix(".md").removesuffix(".ko")
    assert (DOCS / "guides" / f"{bare}.md").exists()
    assert (DOCS / "guides" / f"{bare}.ko.md").exists()


@pytest.mark.parametrize(("where", "text"), list(_examples()))
def test_examples_can_be_read(where, text):
    assert read(kind_of(Path(where), text), text, where)
