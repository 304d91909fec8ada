async def test_health_says_ok_and_nothing_else(pages):
    answer = await pages.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
