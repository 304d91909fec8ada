from __future__ import annotations

import pytest

from tidegate.ports.terraform import Vault
from tidegate.terraform.vault import PlanUnreadable, PlanVault

CLEAR = b"PK plan with hunter2 inside" * 50


@pytest.fixture
def vault(tmp_path) -> Vault:
    return PlanVault(tmp_path / "vault", b"k" * 32)


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "plan.tfplan"
    file.write_bytes(CLEAR)
    return file


def test_a_kept_plan_comes_back_as_it_was(vault, plan):
    vault.keep(plan, "repo/7/../x")
    assert not plan.exists()
    vault.take("repo/7/../x", plan)
    assert plan.read_bytes() == CLEAR
    assert plan.stat().st_mode & 0o777 == 0o600


def test_nothing_of_the_plan_shows_where_it_lies(vault, plan):
    kept = vault.keep(plan, "one")
    assert b"hunter2" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_a_plan_kept_again_takes_the_place_of_the_first(vault, plan, tmp_path):
    vault.keep(plan, "one")
    plan.write_bytes(b"second")
    vault.keep(plan, "one")
    vault.take("one", plan)
    assert plan.read_bytes() == b"second"


def test_what_is_not_kept_is_not_found(vault, plan):
    with pytest.raises(FileNotFoundError):
        vault.take("absent", plan)


def test_a_dropped_plan_is_gone_and_dropping_it_again_is_fine(vault, plan):
    vault.keep(plan, "one")
    vault.drop("one")
    vault.drop("one")
    with pytest.raises(FileNotFoundError):
        vault.take("one", plan)


def test_one_plan_cannot_pass_for_another(vault, plan):
    kept = vault.keep(plan, "staging")
    plan.write_bytes(b"other")
    other = vault.keep(plan, "prod")
    kept.replace(other)
    with pytest.raises(PlanUnreadable, match="prod"):
        vault.take("prod", plan)
    assert not plan.exists()


def test_another_key_cannot_read_it(vault, plan, tmp_path):
    vault.keep(plan, "one")
    with pytest.raises(PlanUnreadable):
        PlanVault(tmp_path / "vault", b"x" * 32).take("one", plan)


def test_a_damaged_plan_is_refused(vault, plan):
    kept = vault.keep(plan, "one")
    kept.write_bytes(kept.read_bytes()[:5])
    with pytest.raises(PlanUnreadable):
        vault.take("one", plan)


def test_a_link_in_the_place_of_a_plan_is_not_followed(vault, plan, tmp_path):
    precious = tmp_path / "secret"
    precious.write_text("the server's own")
    plan.unlink()
    plan.symlink_to(precious)
    with pytest.raises(PlanUnreadable, match="cannot be read"):
        vault.keep(plan, "one")
    assert precious.exists()
