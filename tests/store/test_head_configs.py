from support.values import REPO
from tidegate.store import head_configs


async def test_the_last_text_a_hook_wrote_for_a_commit_is_kept(database):
    async with database.begin() as tx:
        assert await head_configs.find(tx, REPO, "abc") is None
        await head_configs.keep(tx, REPO, "abc", "version: 3\n")
        await head_configs.keep(tx, REPO, "abc", "version: 2\n")
        assert await head_configs.find(tx, REPO, "abc") == "version: 2\n"
        assert await head_configs.find(tx, REPO, "abd") is None
