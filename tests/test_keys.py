from __future__ import annotations

import pytest

from tidegate.keys import KeyFileUnusable, load_keys


def test_the_secret_is_made_at_the_first_start_for_its_owner_alone(tmp_path):
    file = tmp_path / "data" / "secret"
    first = load_keys(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert load_keys(file) == first
    assert [path.name for path in file.parent.iterdir()] == ["secret"]


def test_every_purpose_has_a_key_of_its_own(tmp_path):
    keys = load_keys(tmp_path / "secret")
    assert len({keys.digest, keys.vault, keys.audit}) == 3
    assert load_keys(tmp_path / "other").digest != keys.digest


def test_a_given_secret_gives_the_same_keys_everywhere(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).write_text("0123456789abcdef" * 4 + ("\n" if name == "two" else ""))
        (tmp_path / name).chmod(0o600)
    assert load_keys(tmp_path / "one") == load_keys(tmp_path / "two")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_secret_others_can_read_is_refused_with_the_remedy(tmp_path, mode):
    file = tmp_path / "secret"
    load_keys(file)
    file.chmod(mode)
    with pytest.raises(KeyFileUnusable, match=f"chmod 600 {file}"):
        load_keys(file)


def test_a_secret_that_is_too_short_is_refused(tmp_path):
    file = tmp_path / "secret"
    file.write_text("hunter2")
    file.chmod(0o600)
    with pytest.raises(KeyFileUnusable, match="holds 7 characters"):
        load_keys(file)
