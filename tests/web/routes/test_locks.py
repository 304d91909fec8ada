from support.pages import text_of
from support.web import client


async def test_locks_name_their_holder_and_suspect_projects_what_to_do(pages):
    text = text_of(await pages.get("/locks"))
    assert "environments/staging (staging) acme/infra #7 for bob" in text
    assert "Closed until somebody looks environments/prod (prod)" in text
    assert "atlantis unlock" in text


async def test_nothing_locked_is_said(house):
    async with client(house) as http:
        assert "Nothing is locked" in (await http.get("/locks")).text
