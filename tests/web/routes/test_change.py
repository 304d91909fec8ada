from dataclasses import replace

from support.pages import text_of
from support.values import CHANGE, deployment, later
from support.web import LONG_ADDRESS, add_plan, client
from tidegate.store import appointments, changes, deployments
from tidegate.store.appointments import StoredAppointment


async def test_a_blocked_change_says_why_by_which_line_and_what_helps(pages):
    text = text_of(await pages.get("/changes/acme/infra/7"))
    assert "1 of 16 gates stands in the way" in text
    assert "Blocks approvals tidegate.yaml:29 0 of 1 approval" in text
    assert "ask somebody in senior or devops to approve this pull request after the plan comment" in text
    assert "@alice approved, not counted: pushed aaaaaaa to develop" in text
    assert "Passes window" in text


async def test_gates_asked_before_a_push_say_so(filled):
    async with filled.database.begin() as tx:
        await changes.remember(tx, replace(CHANGE, head_sha="f" * 40), later(90))
    async with client(filled) as http:
        text = text_of(await http.get("/changes/acme/infra/7"))
    assert "Gates Asked before the last push" in text
    assert "stands in the way" not in text


async def test_a_digest_says_what_it_is_good_for(pages):
    text = text_of(await pages.get("/changes/acme/infra/7"))
    assert text.count("(approvals hold while it stays the same)") == 1, "said of the plan that may be applied only"


async def test_each_resource_is_shown_with_what_differs(pages):
    text = text_of(await pages.get("/changes/acme/infra/7"))
    assert f"{LONG_ADDRESS} destroyed and created again" in text
    assert "engine_version Forces replacement 7.0 7.1" in text
    assert "description 세션 저장소 세션 저장소 🧊" in text
    assert "auth_token (sensitive value) (sensitive value)" in text
    assert "2 to add , 0 to change , 2 to destroy" in text


async def test_words_of_strangers_stay_words(pages):
    answer = await pages.get("/changes/acme/infra/7")
    assert "<b>staging</b>" not in answer.text
    assert "redis-&lt;b&gt;staging&lt;/b&gt;" in answer.text
    assert "javascript:" not in (await pages.get("/changes/acme/infra/9")).text


async def test_a_plan_that_is_only_looked_at_says_why(pages):
    text = text_of(await pages.get("/changes/acme/infra/7"))
    assert "A pull request into staging only plans production." in text
    assert "Planned Plan only 2 to add" in text


async def test_the_page_links_to_the_pull_request_and_the_logs(pages):
    html = (await pages.get("/changes/acme/infra/7")).text
    assert 'href="http://forge.example/acme/infra/pull/7"' in html
    assert 'href="/logs/order-1.0"' in html


async def test_what_was_deployed_is_listed_with_its_log(pages):
    answer = await pages.get("/changes/acme/infra/9")
    assert "Deployments Applied staging-environment" in text_of(answer)
    assert 'href="/logs/order-6.0"' in answer.text


async def test_what_runs_now_is_followed_on_the_page(filled):
    await add_plan(filled, content=None, id="order-7.0", batch="order-7", number=3, state="running")
    async with filled.database.begin() as tx:
        running = deployment(id="order-8.0", batch="order-8", number=3, plan_id="order-7.0", state="running")
        await deployments.add(tx, running)
    async with client(filled) as http:
        html = (await http.get("/changes/acme/infra/3")).text
    assert 'data-stream="/logs/order-7.0/stream"' in html
    assert 'data-stream="/logs/order-8.0/stream"' in html


async def test_a_change_nobody_has_heard_of_is_a_404(pages):
    answer = await pages.get("/changes/acme/infra/404")
    assert answer.status_code == 404
    assert "Nothing has been heard of acme/infra#404 yet." in answer.text


async def test_an_apply_that_was_put_off_is_shown_with_its_time(filled):
    row = StoredAppointment(id="order-9", repo=CHANGE.repo, number=CHANGE.number, order="{}", due=later(3600))
    async with filled.database.begin() as tx:
        await appointments.add(tx, row)
    async with client(filled) as http:
        text = text_of(await http.get("/changes/acme/infra/7"))
    assert "An apply is put off to 2026-11-24 13:00 UTC" in text
