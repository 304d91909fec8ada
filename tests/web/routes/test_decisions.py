from support.pages import text_of
from support.web import client


async def test_a_decision_has_a_page_with_its_gates_rules_and_facts(pages):
    answer = await pages.get("/decisions/order-1.staging.standing")
    assert answer.status_code == 200
    text = text_of(answer)
    assert "Apply for staging" in text
    assert "1 of 16 gates stands in the way" in text
    assert "Rules: acme/infra@main:tidegate.yaml , revision r1" in text
    assert '"actor": "bob"' in text
    assert 'href="/changes/acme/infra/7"' in answer.text


async def test_the_page_of_a_change_leads_to_it(pages):
    assert 'href="/decisions/order-1.staging.standing"' in (await pages.get("/changes/acme/infra/7")).text


async def test_an_id_nobody_has_is_said_to_have_no_decision(house):
    async with client(house) as http:
        answer = await http.get("/decisions/nobody")
    assert answer.status_code == 404
    assert "No decision is kept under this id." in text_of(answer)
