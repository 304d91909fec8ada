import httpx
import pytest

from support.web import client, open_house

NAME, WORD = "팀", "a tide:gate"


@pytest.fixture
async def closed(tmp_path):
    async with open_house(tmp_path, username=NAME, password=WORD) as house, client(house) as http:
        yield http


async def test_the_right_name_and_password_open_the_pages(closed):
    assert (await closed.get("/", auth=httpx.BasicAuth(NAME.encode(), WORD))).status_code == 200


@pytest.mark.parametrize(("name", "word"), [(NAME, "wrong"), ("somebody", WORD), (NAME, ""), ("", "")])
async def test_anything_else_does_not(closed, name, word):
    answer = await closed.get("/", auth=httpx.BasicAuth(name.encode(), word))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("given", ["", "Bearer abc", "Basic", "Basic not base64", "Basic \xff"])
async def test_a_header_that_cannot_be_read_is_no_login(closed, given):
    assert (await closed.get("/", headers={"Authorization": given.encode("latin-1")})).status_code == 401


async def test_without_a_password_the_pages_are_open(pages):
    assert (await pages.get("/")).status_code == 200
