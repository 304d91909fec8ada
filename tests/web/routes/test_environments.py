from support.pages import text_of
from support.web import client, fill, open_house
from tidegate.core.errors import GitFailed
from tidegate.core.gates.policy import NoPolicy


async def test_environments_stand_in_the_order_of_promotion_with_what_is_there(pages):
    text = text_of(await pages.get("/environments"))
    assert text.index("dev Branch develop") < text.index("staging after dev") < text.index("production after staging")
    assert "Deployed Applied staging-environment #9 at aaaaaaa by bob" in text
    assert "Waiting Blocked #7 Promote develop to staging 0 of 1 approval" in text
    assert "Closed now open Mon-Thu 09:00-17:00 KST opens Wed 2026-11-25 09:00 KST" in text


async def test_rules_that_cannot_be_read_do_not_take_the_page_with_them(tmp_path):
    async def away(_repo):
        raise GitFailed("git fetch", 128, "the forge is away")

    async with open_house(tmp_path, governance=away) as house, client(house) as http:
        await fill(house)
        answer = await http.get("/environments")
    assert answer.status_code == 200
    assert "could not be read just now" in answer.text
    assert "staging-environment" in answer.text


async def test_without_a_governance_file_that_is_said(tmp_path):
    async def none(_repo):
        return NoPolicy()

    async with open_house(tmp_path, governance=none) as house, client(house) as http:
        await fill(house)
        assert "There is no governance file" in (await http.get("/environments")).text


async def test_an_empty_house_says_where_to_begin(house):
    async with client(house) as http:
        assert "No repository has been heard of yet" in (await http.get("/environments")).text
