import pytest

from tidegate.cli.kept import Kept, NotKept
from tidegate.keys import load_keys


def test_the_database_is_in_the_data_folder_unless_it_is_named(tmp_path):
    (tmp_path / "tidegate.sqlite").touch()
    assert Kept(data_dir=tmp_path).database == f"sqlite:///{tmp_path}/tidegate.sqlite"
    assert Kept(data_dir=tmp_path, database_url="postgresql://h/n").database == "postgresql://h/n"


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(NotKept, match="--data-dir"):
        _ = Kept(data_dir=tmp_path).database
    with pytest.raises(NotKept, match="secret"):
        _ = Kept(data_dir=tmp_path).audit_key
    assert not list(tmp_path.iterdir())


def test_the_key_is_that_of_the_servers_secret(tmp_path):
    key = load_keys(tmp_path / "secret").audit
    assert Kept(data_dir=tmp_path).audit_key == key
