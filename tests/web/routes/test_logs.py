import asyncio
import json

import pytest

from support.pages import text_of
from support.values import NOON
from support.web import add_plan, client, write_log
from tidegate.store import plans


@pytest.fixture
async def running(filled):
    """A house where plan `order-7.0` runs."""
    await add_plan(filled, content=None, id="order-7.0", batch="order-7", number=3, state="running")
    return filled


async def end(house):
    async with house.database.begin() as tx:
        await plans.fail(tx, "order-7.0", error="exit code 1", output="", at=NOON)


def events(text):
    """(event, id, data) of each."""
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            yield fields.get("event", "message"), fields.get("id"), json.loads(fields["data"])


async def followed(house, **options):
    async with client(house) as http:
        answer = await http.get("/logs/order-7.0/stream", **options)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return list(events(answer.text))


async def test_a_log_is_followed_while_it_is_written_until_the_run_ends(running):
    write_log(running, "order-7.0", "Initializing 초기화\n")
    following = asyncio.create_task(followed(running))
    for n in range(20):
        await asyncio.sleep(0.01)
        write_log(running, "order-7.0", f"line {n}\r\n\r")
    await end(running)
    got = await asyncio.wait_for(following, 20)
    text = "".join(data for _, _, data in got[:-1])
    assert text == (running.runs / "order-7.0/log").read_bytes().decode()
    assert got[-1] == ("end", None, "failed")


async def test_a_broken_connection_goes_on_where_it_was(running):
    write_log(running, "order-7.0", "one\n")
    await end(running)
    (_, seen, _), _ = await followed(running)
    assert seen.startswith("4-")
    write_log(running, "order-7.0", "two\n")
    got = await followed(running, headers={"Last-Event-ID": seen})
    assert [data for _, _, data in got] == ["two\n", "failed"]


async def test_a_place_that_is_none_begins_at_the_start(running):
    write_log(running, "order-7.0", "one\n")
    await end(running)
    got = await followed(running, params={"from": "9" * 5000 + "-1"})
    assert [data for _, _, data in got] == ["one\n", "failed"]


async def test_a_reader_who_has_the_beginning_gets_the_rest(running):
    write_log(running, "order-7.0", "one\n")
    async with client(running) as http:
        html = (await http.get("/logs/order-7.0")).text
    place = html.split('data-from="')[1].split('"')[0]
    write_log(running, "order-7.0", "two\n")
    await end(running)
    assert [data for _, _, data in await followed(running, params={"from": place})] == ["two\n", "failed"]


async def test_a_log_out_of_which_secrets_were_taken_replaces_what_was_sent(running):
    log = write_log(running, "order-7.0", "password tide\n")
    place = f"{log.stat().st_size}-{log.stat().st_ino}"
    clean = log.with_suffix(".tmp")
    clean.write_text("password (hidden)\n")
    clean.replace(log)
    await end(running)
    got = await followed(running, headers={"Last-Event-ID": place})
    assert [(kind, data) for kind, _, data in got] == [("afresh", "password (hidden)\n"), ("end", "failed")]


async def test_the_page_shows_what_is_there_without_any_script(running):
    write_log(running, "order-7.0", "Initializing <b>provider</b> 🧊\n")
    async with client(running) as http:
        answer = await http.get("/logs/order-7.0")
    assert "Initializing &lt;b&gt;provider&lt;/b&gt; 🧊" in answer.text
    assert "Plan of staging-environment" in text_of(answer)


async def test_a_finished_log_is_not_followed(filled):
    write_log(filled, "order-6.0", "Apply complete!\n")
    async with client(filled) as http:
        answer = await http.get("/logs/order-6.0")
    assert "Apply complete!" in answer.text
    assert "data-stream" not in answer.text


async def test_the_whole_log_is_there_as_plain_text(running):
    write_log(running, "order-7.0", "x" * 600_000 + "\nthe end\n")
    async with client(running) as http:
        plain = await http.get("/logs/order-7.0/text")
        page = (await http.get("/logs/order-7.0")).text
    assert plain.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(plain.content) == 600_009
    assert "Only the end is shown" in page
    assert "the end" in page
    assert "xxx" not in page


@pytest.mark.parametrize("what", ["", "/text", "/stream"])
async def test_only_known_runs_have_logs(running, what):
    (running.runs / "elsewhere").mkdir(parents=True)
    (running.runs / "elsewhere/log").write_text("not for you")
    async with client(running) as http:
        for run_id in ("elsewhere", "..%2Felsewhere", "order-7.0%2F..%2Felsewhere"):
            assert (await http.get(f"/logs/{run_id}{what}")).status_code == 404


async def test_a_run_that_has_written_nothing_has_no_plain_text_yet(running):
    async with client(running) as http:
        assert (await http.get("/logs/order-7.0/text")).status_code == 404
        assert (await http.get("/logs/order-7.0")).status_code == 200
