"""What was committed counts, whatever has become of the checkout while the plan was made."""

import pytest

from support.counting import operations
from support.digest_lab import FILES, MAIN, lab
from support.git_http import PASSWORD, USER, serve
from tidegate.core.plans.code import Reads
from tidegate.flows.planning.committed import Blobs, Committed, committed
from tidegate.git.checkout import GitCheckout
from tidegate.ports.forge import CloneSource

pytestmark = pytest.mark.terraform
REPO = "acme/infra"
DIRS = ("app", "modules/service", "absent")


@pytest.fixture
def origin(tmp_path):
    (tmp_path / "served").mkdir()
    with serve(tmp_path / "served") as served:
        yield served


@pytest.fixture
def at(tmp_path, origin):
    """What is committed with files changed."""
    checkout = GitCheckout(tmp_path / "git", patience=5)

    async def read(**changed: str) -> Committed:
        sha = origin.commit("main", {**FILES, **{path.replace("__", "/"): text for path, text in changed.items()}})
        await checkout.fetch(REPO, CloneSource(url=origin.url, username=USER, secret=PASSWORD))
        return await committed(checkout, REPO, sha, DIRS)

    return read


def test_files_below_a_folder_are_those_and_no_others():
    blobs = Blobs(dict.fromkeys(("a.tf", "app/b/c", "app/a", "app-b/c", "app.tf", "app0/c", "application/c"), "1"))
    assert blobs.below("app") == ["app/a", "app/b/c"]
    assert blobs.below("absent") == []
    assert len(blobs.below(".")) == 7


def test_a_module_is_read_without_a_look_at_the_rest_of_the_repository():
    def work(size: int) -> int:
        blobs = Blobs(dict.fromkeys((f"others/{n}/main.tf" for n in range(size)), "1"))
        there = Committed(blobs=blobs, code={})
        return operations(lambda: there.hashes(Reads(files=frozenset({"app/x"}), folders=frozenset({"app/y"}))))

    assert work(4_000) == work(10)


async def test_modules_are_read_with_the_files_beside_them(at):
    there = await at()
    assert {place: len(code.pieces) > 0 for place, code in there.code.items()} == {
        "app": True,
        "modules/service": True,
        "absent": False,
    }
    assert there.code["modules/service"].others == ("modules/service/conf/unit.conf",)


async def test_files_that_may_be_read_have_hashes_where_they_are_there(at):
    there = await at()
    found = there.hashes(Reads(files=frozenset({"app/motd.tpl", "app/absent"}), folders=frozenset({"modules/service"})))
    assert set(found) == {"app/motd.tpl", "modules/service/main.tf", "modules/service/conf/unit.conf"}


async def test_a_checkout_tidied_up_after_the_plan_hides_nothing_that_was_committed(at, tmp_path, reattach):
    here = lab(tmp_path / "lab", reattach)
    honest = here.plan(there=await at())
    for changed in (
        {"app__motd.tpl": "Go away, ${id}.\n"},
        {"app__main.tf": MAIN.replace('greeting = "hello"', 'greeting = "good day"')},
        {"modules__service__conf__unit.conf": "workers 9\n"},
    ):
        hidden = here.plan(there=await at(**changed))
        assert hidden.shown["resource_changes"] == honest.shown["resource_changes"]
        assert hidden.digest != honest.digest


async def test_comments_that_were_committed_change_no_digest(at, tmp_path, reattach):
    here = lab(tmp_path / "lab", reattach)
    again = await at(**{"app__main.tf": f"# More words.\n{MAIN}", "modules__unused__main.tf": ""})
    assert here.plan(there=again).digest == here.plan(there=await at()).digest
