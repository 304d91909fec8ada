from support.pages import text_of
from support.web import KOREAN, client


async def test_changes_are_listed_with_where_their_environments_stand(pages):
    text = text_of(await pages.get("/"))
    assert KOREAN in text
    assert "staging Applied +1 ~0 −0" in text
    assert "staging Blocked +2 ~0 −2" in text
    assert text.index("Promote develop") < text.index("Merged and closed") < text.index("Older work")


async def test_every_change_is_a_link_to_its_page(pages):
    html = (await pages.get("/")).text
    assert html.count('href="/changes/acme/infra/7"') == 1


async def test_an_empty_list_says_what_to_do(house):
    async with client(house) as http:
        assert "Open a pull request that touches Terraform" in (await http.get("/")).text
