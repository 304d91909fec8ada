from support.counting import queries
from support.pages import text_of
from support.web import client, crowd, fill, open_house
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


async def test_however_many_changes_wait_our_rows_are_asked_as_often_and_for_no_whole_plan(filled):
    async with client(filled) as http:
        with queries(filled.database) as few:
            await http.get("/environments")
        await crowd(filled, *range(20, 40))
        with queries(filled.database) as many:
            assert "Change 39" in (await http.get("/environments")).text
    assert len(many) == len(few)
    assert not any("plans.content" in words or "plans.output" in words for words in many)


async def test_an_empty_house_says_where_to_begin(house):
    async with client(house) as http:
        assert "No repository has been heard of yet" in (await http.get("/environments")).text
