from dataclasses import replace
from datetime import datetime, timedelta, timezone

from support.values import CHANGE, NOON
from support.web import client, fill, open_house
from tidegate.store import changes
from tidegate.web.pages import sentence, short, templates, when


def test_backticks_in_sentences_mark_code_and_nothing_else_is_markup():
    assert sentence("comment `atlantis plan` <b>now</b>") == "comment <code>atlantis plan</code> &lt;b&gt;now&lt;/b&gt;"
    assert sentence("`<script>`") == "<code>&lt;script&gt;</code>"


def test_instants_are_shown_in_utc_with_the_exact_one_beside_it():
    seoul = timezone(timedelta(hours=9))
    shown = when(datetime(2026, 11, 24, 21, 5, tzinfo=seoul))
    assert shown == '<time datetime="2026-11-24T12:05:00Z">2026-11-24 12:05 UTC</time>'


def test_a_commit_is_shown_short():
    assert short("0123456789abcdef") == "0123456"


def test_a_running_server_keeps_the_templates_it_began_with(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("old")
    kept = templates(tmp_path)
    page.write_text("new {{ unknown_to_the_old_code }}")
    assert kept.get_template("page.html").render() == "old"


async def test_a_page_that_has_not_changed_is_not_sent_again(pages):
    first = await pages.get("/")
    again = await pages.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


async def test_a_server_without_isolation_says_so_on_every_page(tmp_path):
    async with open_house(tmp_path, unsafe_runner=True) as house, client(house) as http:
        await fill(house)
        for path in ("/", "/changes/acme/infra/7", "/environments", "/locks", "/logs/order-1.0", "/nowhere"):
            assert "Plans run without isolation." in (await http.get(path)).text, path


async def test_an_isolated_server_has_no_banner(pages):
    assert "isolation" not in (await pages.get("/")).text


async def test_signs_that_turn_the_reading_direction_are_taken_out(house):
    async with house.database.begin() as tx:
        await changes.remember(tx, replace(CHANGE, title="safe \u202egnp.exe\x07"), NOON)
    async with client(house) as http:
        html = (await http.get("/changes/acme/infra/7")).text
    assert "safe gnp.exe" in html
    assert "\u202e" not in html
