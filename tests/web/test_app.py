"""Which routes there are and who may call each; what every answer to a fault looks like."""

from collections.abc import Iterable, Iterator

import pytest
from starlette.routing import BaseRoute, Mount, Route

from support.web import client, open_house
from tidegate.web.app import create_app

#: Route → who may call it. `anybody` is asked no password; `signed` must sign with the webhook secret;
#: `reader` needs the password where one is set; `our pages` too, and no other site's page may ask.
WHO = {
    ("POST", "/events"): "signed",
    ("GET", "/healthz"): "anybody",
    ("GET", "/status"): "reader",
    ("GET", "/"): "reader",
    ("GET", "/changes/{owner}/{name}/{number}"): "reader",
    ("GET", "/decisions/{decision_id}"): "reader",
    ("GET", "/environments"): "reader",
    ("GET", "/logs/{run_id}"): "reader",
    ("GET", "/logs/{run_id}/text"): "reader",
    ("GET", "/logs/{run_id}/stream"): "reader",
    ("GET", "/locks"): "reader",
    ("GET", "/static"): "reader",
    ("POST", "/apply/lock"): "our pages",
    ("POST", "/apply/unlock"): "our pages",
    ("DELETE", "/apply/unlock"): "our pages",
}


def _routes(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Method and path of each, those of included routers too."""
    for route in routes:
        if isinstance(route, Route):
            yield from ((method, route.path) for method in route.methods - {"HEAD"})
        elif isinstance(route, Mount):
            yield "GET", route.path
        else:
            yield from _routes(route.original_router.routes)


async def test_every_route_says_who_may_call_it(house):
    assert set(_routes(create_app(house).routes)) == WHO.keys()


async def test_what_changes_something_is_signed_or_asked_for_by_our_own_pages(house):
    changing = {(method, path): who for (method, path), who in WHO.items() if method != "GET"}
    assert set(changing.values()) == {"signed", "our pages"}
    async with client(house) as http:
        for (method, path), who in changing.items():
            if who == "our pages":
                answer = await http.request(method, path, headers={"Origin": "https://evil.example"})
                assert answer.status_code == 403, path


async def test_where_a_password_is_set_every_page_asks_for_it(tmp_path):
    async with open_house(tmp_path, username="team", password="tide") as house, client(house) as http:
        for (method, path), who in WHO.items():
            if who != "signed":
                code = (await http.request(method, path)).status_code
                assert (code == 401) == (who != "anybody"), path
        assert (await http.get("/no/such/page")).status_code == 401


@pytest.mark.parametrize("path", ["/nowhere", "/changes/acme/infra/no-number", "/changes/acme/infra/404"])
async def test_what_is_not_there_is_said_on_a_page(pages, path):
    answer = await pages.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert "Back to all changes" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/changes/acme/infra/2147483648",
        "/changes/acme/infra/99999999999999999999",
        "/changes/acme%00/infra/1",
        "/logs/%00",
        "/logs/order-1.0%00/text",
        "/logs/order-1.0%00/stream",
    ],
)
async def test_an_address_no_database_could_hold_is_not_asked_for(pages, path):
    answer = await pages.get(path)
    assert answer.status_code == 404
    assert "Nothing has this address." in answer.text


async def test_a_fault_of_ours_shows_no_traceback(tmp_path):
    async def breaks(_headers, _body):
        raise RuntimeError("the inside of the server")

    async with open_house(tmp_path, receive=breaks) as house, client(house) as http:
        answer = await http.post("/events", content=b"{}")
    assert answer.status_code == 500
    assert "Its log says why" in answer.text
    assert "inside of the server" not in answer.text
    assert 'aria-label="Pages"' in answer.text
    assert "Back to all changes" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
