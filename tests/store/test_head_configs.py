from support.values import REPO
from tidegate.store import head_configs


async def test_the_last_text_a_hook_wrote_for_a_commit_of_a_change_is_kept(database):
    async with database.begin() as tx:
        assert await head_configs.find(tx, REPO, 7, "abc") is None
        await head_configs.keep(tx, REPO, 7, "abc", "version: 3\n")
        await head_configs.keep(tx, REPO, 7, "abc", "version: 2\n")
        assert await head_configs.find(tx, REPO, 7, "abc") == "version: 2\n"
        assert await head_configs.find(tx, REPO, 7, "abd") is None
        assert await head_configs.find(tx, REPO, 8, "abc") is None


async def test_a_hook_that_writes_none_any_more_takes_it_back(database):
    async with database.begin() as tx:
        await head_configs.keep(tx, REPO, 7, "abc", "version: 3\n")
        await head_configs.keep(tx, REPO, 7, "abc", None)
        assert await head_configs.find(tx, REPO, 7, "abc") is None
