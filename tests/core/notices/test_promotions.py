from dataclasses import replace

from support.decisions import POLICY
from tidegate.core.deployments.promotion import Unproven
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.notices import promotions, sayings
from tidegate.core.notices.promotions import Included
from tidegate.render.markdown import render
from tidegate.render.words import in_locale

DEV, STAGING = POLICY.environments["dev"], POLICY.environments["staging"]
CARRIED = [Included(number=9, title="Add Redis", cost="+$12.30"), Included(number=7, title="Fix tags")]


def read(lines, locale="en"):
    return "\n".join(in_locale(each, locale) for each in lines)


def test_a_promotion_says_what_it_carries_what_that_costs_and_who_asked_for_it():
    here = replace(STAGING, checklist=(ChecklistItem(id="backup", text="Backup plan"),))
    said = read(promotions.body(DEV, here, CARRIED, "carol"))
    assert "- #9 Add Redis\n- #7 Fix tags" in said
    assert "- **staging**: +$12.30 a month by #9" in said
    assert "- [ ] Backup plan" in said
    assert "Asked for by @carol" in said


def test_a_cost_nobody_knows_is_never_nothing():
    said = read(promotions.body(DEV, STAGING, [Included(number=7, title="Fix tags")], "carol"))
    assert "- **staging**: known once it is planned" in said
    assert "$" not in said


def test_in_korean_it_has_the_conventions_headings():
    said = read(promotions.body(DEV, STAGING, CARRIED, "carol"), "ko")
    for heading in ("## 📋 변경사항", "## 💰 비용 영향", "## 🎯 예상 효과", "## ✅ 체크리스트"):
        assert heading in said
    assert in_locale(promotions.title(DEV, STAGING), "ko") == "dev에서 staging 환경으로 승격"


def test_the_answer_leads_to_the_promotion():
    url = "https://forge.example/acme/infra/pull/9"
    for lines in (promotions.opened(9, "staging", "promote/staging/1", url), promotions.open_already(9, STAGING, url)):
        assert url in render(sayings.compose(lines))


def test_what_is_not_proven_is_named_up_to_a_limit():
    lacking = [Unproven(what=f"#{number}", because="it was pushed") for number in range(12)]
    said = read(promotions.nothing_proven(DEV, STAGING, lacking))
    assert "Nothing that staging lacks is proven in dev yet." in said
    assert "`#9`: it was pushed" in said
    assert "and 2 more" in said


def test_a_back_merge_names_its_hotfix_and_where_it_went():
    prod = POLICY.environments["prod"]
    assert str(promotions.back_merge_title(12, prod, DEV)) == "Bring hotfix #12 of production back to dev"
    assert "#12 went to production past this environment" in read(promotions.back_merge_body(12, prod, "alice"))
    assert str(promotions.brought_back([13, 14])) == "The hotfix is brought back by #13 and #14."


def test_where_several_branches_lead_to_an_environment_the_key_that_names_one_is_told():
    said = read([promotions.several_branches(replace(STAGING, branches=("staging", "stage")))])
    assert "deployed from `staging` and `stage`" in said
    assert "`environments.staging.primary_branch`" in said
