from __future__ import annotations

import pytest

from support.releases import ReleaseFolder, system
from tidegate.core.errors import TerraformMissing
from tidegate.terraform.releases import OPENTOFU, Releases
from tidegate.terraform.versions import parse

VERSION = parse("1.9.8")


@pytest.fixture
def offered(tmp_path):
    folder = ReleaseFolder(tmp_path)
    folder.publish("1.9.8", "1.10.0", "1.11.0-rc1")
    yield folder
    folder.close()


@pytest.fixture
def releases(offered):
    with offered.serve() as url:
        yield Releases(url=url, key=offered.key)


def file(offered, ending):
    return offered.root / "terraform" / "1.9.8" / f"terraform_1.9.8_{ending}"


async def test_a_version_is_downloaded_ready_to_run(releases, tmp_path):
    path = await releases.download(VERSION, tmp_path / "tools")
    assert path == tmp_path / "tools" / "1.9.8" / "terraform"
    assert path.stat().st_mode & 0o777 == 0o755
    assert sorted(left.name for left in (tmp_path / "tools").rglob("*")) == ["1.9.8", "terraform"]


@pytest.mark.parametrize(("constraint", "newest"), [("~> 1.9.0", "1.9.8"), (">= 1.5", "1.10.0")])
async def test_the_newest_fitting_release_is_found(releases, constraint, newest):
    assert str(await releases.newest(constraint)) == newest


async def test_no_fitting_release_is_an_error_that_names_the_wish(releases):
    with pytest.raises(TerraformMissing, match=">= 2"):
        await releases.newest(">= 2")


async def test_an_archive_that_was_changed_is_not_used(releases, offered, tmp_path):
    file(offered, f"{system()}.zip").write_bytes(b"PK evil")
    with pytest.raises(TerraformMissing, match="not the one in its signed checksums"):
        await releases.download(VERSION, tmp_path / "tools")
    assert not (tmp_path / "tools").exists()


async def test_checksums_that_were_changed_are_not_believed(releases, offered, tmp_path):
    file(offered, "SHA256SUMS").write_text(f"{'0' * 64}  terraform_1.9.8_{system()}.zip\n")
    with pytest.raises(TerraformMissing, match="not signed with the configured key"):
        await releases.download(VERSION, tmp_path / "tools")


async def test_checksums_signed_by_somebody_else_are_not_believed(offered, tmp_path):
    (tmp_path / "other").mkdir()
    other = ReleaseFolder(tmp_path / "other")
    other.close()
    with offered.serve() as url, pytest.raises(TerraformMissing, match="not signed with the configured key"):
        await Releases(url=url, key=other.key).download(VERSION, tmp_path / "tools")


async def test_a_version_that_is_not_there_is_an_error_with_its_address(releases, tmp_path):
    with pytest.raises(TerraformMissing, match=r"terraform/9\.9\.9"):
        await releases.download(parse("9.9.9"), tmp_path / "tools")


async def test_without_gpgv_nothing_is_used_and_the_package_is_named(releases, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TerraformMissing, match="install the package gpgv"):
        await releases.download(VERSION, tmp_path / "tools")


async def test_opentofu_is_downloaded_from_where_it_lies(offered, tmp_path):
    offered.publish("1.8.8", "1.9.0", layout=OPENTOFU)
    with offered.serve() as url:
        tofu = Releases(url=url, key=offered.key, layout=OPENTOFU)
        newest = await tofu.newest("~> 1.8")
        path = await tofu.download(newest, tmp_path / "tools")
    assert path == tmp_path / "tools" / "1.9.0" / "tofu"
    assert (offered.root / "v1.9.0" / f"tofu_1.9.0_{system()}.zip").exists()
    assert (offered.root / "v1.9.0" / "tofu_1.9.0_SHA256SUMS.gpgsig").exists()


async def test_the_list_of_versions_may_lie_elsewhere(offered):
    (offered.root / "elsewhere.json").write_text('{"versions": [{"id": "1.7.1"}, {"id": "1.10.0-beta1"}]}')
    with offered.serve() as url:
        tofu = Releases(url=url, key=offered.key, layout=OPENTOFU, index_url=f"{url}/elsewhere.json")
        assert str(await tofu.newest(">= 1")) == "1.7.1"


async def test_opentofu_signed_by_somebody_else_is_not_used(offered, tmp_path):
    offered.publish("1.9.0", layout=OPENTOFU)
    (tmp_path / "other").mkdir()
    other = ReleaseFolder(tmp_path / "other")
    other.close()
    with offered.serve() as url, pytest.raises(TerraformMissing, match="not signed with the configured key"):
        await Releases(url=url, key=other.key, layout=OPENTOFU).download(parse("1.9.0"), tmp_path / "tools")
