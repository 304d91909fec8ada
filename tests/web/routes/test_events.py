import pytest

from support.web import client, open_house
from tidegate.web.routes import events


@pytest.mark.parametrize(("receipt", "code"), [("accepted", 202), ("known", 200), ("forged", 401), ("unreadable", 400)])
async def test_a_delivery_is_answered_by_what_became_of_it(tmp_path, receipt, code):
    got = {}

    async def receive(headers, body):
        got.update(headers=headers, body=body)
        return receipt

    async with open_house(tmp_path, receive=receive) as house, client(house) as http:
        answer = await http.post("/events", content=b'{"zen": "tide"}', headers={"X-GitHub-Event": "ping"})
    assert answer.status_code == code
    assert answer.json()["message"]
    assert got["headers"]["x-github-event"] == "ping"
    assert got["body"] == b'{"zen": "tide"}'


async def test_a_body_without_end_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(events, "LARGEST", 1000)
    sent = []

    async def endless():
        for n in range(100):
            sent.append(n)
            yield b"x" * 100

    async with open_house(tmp_path) as house, client(house) as http:
        answer = await http.post("/events", content=endless())
    assert answer.status_code == 413
    assert len(sent) < 20
