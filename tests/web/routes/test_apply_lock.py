from support.pages import text_of
from support.web import client
from tidegate.store import apply_lock, audit


async def test_the_button_stops_all_applies_and_lets_them_go_on(house):
    async with client(house) as http:
        answer = await http.post("/apply/lock")
        assert (answer.status_code, answer.headers["location"]) == (303, "/locks")
        assert "Stopped by somebody at the dashboard" in text_of(await http.get("/locks"))
        await http.post("/apply/unlock")
        assert "Stop all applies" in (await http.get("/locks")).text


async def test_atlantis_scripts_lift_it_by_delete(house):
    async with client(house) as http:
        await http.post("/apply/lock")
        assert (await http.delete("/apply/unlock")).status_code == 303
        async with house.database.read() as tx:
            assert await apply_lock.current(tx) is None


async def test_another_sites_page_cannot_press_it(house):
    async with client(house) as http:
        answer = await http.post("/apply/lock", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
        async with house.database.read() as tx:
            assert await apply_lock.current(tx) is None


async def test_the_audit_log_tells_who_stopped_applies_and_let_them_go_on(house):
    async with client(house) as http:
        await http.post("/apply/lock")
        await http.post("/apply/unlock")
    url = house.database.url.render_as_string(hide_password=False)
    entries = [link.entry for link in audit.read(url)]
    assert [entry.kind for entry in entries] == ["all applies stopped", "applies go on"]
    assert {entry.actor for entry in entries} == {"somebody at the dashboard"}
