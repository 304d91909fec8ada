import pytest

PATHS = ["/", "/healthz", "/static/live.js", "/nowhere"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_forbids_foreign_scripts_and_frames(pages, path):
    headers = (await pages.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


async def test_pages_may_be_asked_about_again_and_other_answers_are_not_kept(pages):
    assert (await pages.get("/")).headers["cache-control"] == "private, no-cache"
    assert (await pages.get("/status")).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/changes/acme/infra/7", "/environments", "/locks", "/logs/order-1.0"])
async def test_no_page_has_scripts_or_styles_in_it(pages, path):
    html = (await pages.get(path)).text
    assert "<style" not in html
    assert " style=" not in html
    assert html.count("<script") == html.count('<script src="/static/') == 1
