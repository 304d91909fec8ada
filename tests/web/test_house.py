from support.web import client
from tidegate.web.house import utc_now


def test_the_time_is_aware():
    assert utc_now().tzinfo is not None


async def test_every_page_finds_the_house(house):
    async with client(house) as http:
        assert "Tidegate 0.1.0" in (await http.get("/")).text
