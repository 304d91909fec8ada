from support.counting import queries
from support.pages import text_of
from support.values import REPO
from support.web import KOREAN, add_plan, client, crowd
from tidegate.store import plans


async def test_changes_are_listed_with_where_their_environments_stand(pages):
    text = text_of(await pages.get("/"))
    assert KOREAN in text
    assert "staging Applied +1 ~0 −0" in text
    assert "staging Blocked +2 ~0 −2" in text
    assert text.index("Promote develop") < text.index("Merged and closed") < text.index("Older work")


async def test_every_change_is_a_link_to_its_page(pages):
    html = (await pages.get("/")).text
    assert html.count('href="/changes/acme/infra/7"') == 1


async def test_a_discarded_plan_tells_only_where_nothing_newer_stands(filled):
    await add_plan(filled, id="order-8.0", batch="order-8", number=7, content=None)
    async with filled.database.begin() as tx:
        await plans.discard(tx, REPO, 7, but_batch="order-8")
        await plans.discard(tx, REPO, 9)
    async with client(filled) as http:
        text = text_of(await http.get("/"))
    assert "staging Planning" in text
    assert "prod" not in text
    assert "staging Applied +1 ~0 −0" in text


async def test_a_long_list_asks_our_rows_as_often_as_a_short_one(filled):
    async with client(filled) as http:
        with queries(filled.database) as few:
            await http.get("/")
        await crowd(filled, *range(20, 40))
        with queries(filled.database) as many:
            assert "Change 39" in (await http.get("/")).text
    assert len(many) == len(few)


async def test_an_empty_list_says_what_to_do(house):
    async with client(house) as http:
        assert "Open a pull request that touches Terraform" in (await http.get("/")).text
