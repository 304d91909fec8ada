"""What the plan comment says."""

from dataclasses import replace
from decimal import Decimal

import pytest

from support.notices import CHANGE, DECISION, DEV, EMPTY, STAGING, Words, planned, words_in
from tidegate.core.known import Unknown
from tidegate.core.notices import plans
from tidegate.core.notices.model import Code, Fold, Notice, Table, Text
from tidegate.core.notices.plans import changes
from tidegate.core.notices.results import Rest
from tidegate.core.plans.model import PlanContent, ResourceChange


def composed(*results, notes=()):
    return plans.compose(results, CHANGE, notes)


def test_one_project_is_named_on_the_first_line():
    first = Words(composed(planned())).first
    assert first == "Ran Plan for project: staging-infrastructure dir: environments/staging workspace: staging"


def test_a_project_without_a_name_is_its_directory_and_workspace():
    assert Words(composed(planned(DEV))).first == "Ran Plan for dir: environments/dev workspace: default"


def test_what_is_missing_comes_after_the_table_and_before_each_plan():
    shown = Words(plans.compose((planned(),), CHANGE, decisions=(DECISION,))).all
    table, missing, output = (shown.index(words) for words in ("deployable", "Still missing", "Plan: 2 to add"))
    assert table < missing < output


def test_several_projects_are_numbered_and_summed_up():
    shown = Words(composed(planned(), planned(DEV, content=EMPTY)))
    assert shown.first == "Ran Plan for 2 projects:"
    assert "2 projects, 1 with changes, 1 with no changes, 0 failed" in shown.all


def test_the_table_comes_before_any_details():
    notice = composed(planned(), planned(DEV))
    assert [type(block) for block in notice.blocks[:3]][-1] is Table


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        (planned(), "+2 ~0 -1"),
        (planned(content=EMPTY), "no changes"),
        (planned(state="running", content=None), "-"),
    ],
)
def test_the_counts_are_terraforms(result, shown):
    assert str(changes(result)) == shown


def test_a_speculative_plan_says_why_and_offers_no_apply():
    shown = Words(composed(planned(deployable=False, speculative_because="Dev is plan only.", reply_apply=""))).all
    assert "Speculative plan. Dev is plan only." in shown
    assert "atlantis apply" not in shown


def aside(project=DEV, **more):
    return planned(project, deployable=False, environment="dev", speculative_because="Dev is plan only.", **more)


def test_beside_a_plan_to_apply_one_only_looked_at_takes_a_line_and_its_details_are_folded():
    notice = composed(aside(), planned())
    *_, fold = (block for block in notice.blocks if isinstance(block, Fold))
    assert str(fold.summary) == "environments/dev/default · dev · +2 ~0 -1 · -"
    inside = Words(Notice(blocks=fold.blocks)).all
    assert "https://tidegate.example/logs/1" in str(fold)
    assert "Speculative plan. Dev is plan only." in inside
    assert "Show Output" not in inside
    outside = Words(Notice(blocks=tuple(block for block in notice.blocks if block is not fold))).all
    assert "Dev is plan only." not in outside
    assert notice.blocks.index(fold) > next(
        at for at, block in enumerate(notice.blocks) if isinstance(block, Text) and "To apply" in words_in(block)
    )


def test_where_nothing_can_be_applied_plans_are_shown_in_full():
    assert "Speculative plans" not in Words(composed(aside(), aside(STAGING))).all


def test_a_plan_only_looked_at_that_failed_is_shown_in_full():
    failed = aside(state="failed", content=None, error="terraform plan ended with exit code 1", digest="")
    assert "Speculative plans" not in Words(composed(planned(), failed)).all


def test_a_deployable_plan_tells_how_to_apply_it_and_what_consent_is_bound_to():
    shown = Words(composed(planned())).all
    assert "atlantis apply -p staging-infrastructure" in shown
    assert "Digest 0123456789ab" in shown


def test_nothing_to_apply_offers_no_apply():
    assert "atlantis apply" not in Words(composed(planned(content=EMPTY))).all


def test_a_failed_plan_shows_terraforms_words_and_what_to_try():
    failed = planned(
        state="failed",
        content=None,
        error="terraform plan ended with exit code 1",
        output="Error: Unsupported argument",
        digest="",
    )
    shown = Words(composed(failed)).all
    assert "Plan Error: terraform plan ended with exit code 1" in shown
    assert "Error: Unsupported argument" in shown
    assert "terraform fmt -recursive" in shown


def test_a_project_somebody_else_must_plan_says_who():
    waiting = planned(state="waiting", content=None, waiting_for="A senior may plan it: comment `plan prod`.")
    assert "A senior may plan it" in Words(composed(waiting)).all


def test_long_output_is_folded_and_short_output_is_not():
    def code_at_top(lines):
        return any(
            isinstance(block, Code) and block.language == "diff"
            for block in composed(planned(output="x\n" * lines)).blocks
        )

    assert code_at_top(12 - 1)
    assert not code_at_top(12)


def test_while_a_plan_runs_the_closing_advice_waits():
    running = planned(state="running", content=None, output="", digest="")
    assert "atlantis unlock" not in Words(composed(running)).all
    assert "atlantis unlock" in Words(composed(planned())).all


def test_a_warning_about_the_server_stands_at_the_top():
    notice = composed(planned(), notes=("This server runs plans without isolation.",))
    assert words_in(notice.blocks[1]) == "⚠️ This server runs plans without isolation."


def test_many_resources_are_folded_and_cut():
    many = tuple(
        ResourceChange(address=f"null_resource.n[{i}]", type="null_resource", action="create") for i in range(150)
    )
    shown = Words(composed(planned(content=PlanContent(terraform_version="1", resources=many, outputs={})))).all
    assert "150 resources" in shown
    assert "and 50 more resources" in shown


def test_what_forces_a_replacement_is_named_first():
    shown = Words(composed(planned())).all
    assert "ami: ami-1 → ami-2 forces replacement; tags.Name: app → nothing" in shown


def test_nothing_to_plan_is_said_plainly():
    assert Words(composed()).first.startswith("Ran Plan for 0 projects")


def only_looked_at(rest, **more):
    return Words(composed(planned(deployable=False, speculative_because="Dev is plan only.", rest=rest, **more))).all


def test_what_is_merged_and_not_deployed_is_told_beside_the_change_s_own():
    shown = only_looked_at(Rest(resources=2, cost=Decimal(30), currency="USD"))
    assert "Merged, not yet deployed: 2 resources, +$30.00 a month; not counted here." in shown


@pytest.mark.parametrize("rest", [None, Rest(resources=0, cost=Decimal(0), currency="USD")])
def test_where_all_of_a_plan_is_the_change_s_own_nothing_is_told(rest):
    assert "Merged" not in only_looked_at(rest)


def test_what_is_merged_may_have_a_cost_nobody_knows():
    rest = Rest(resources=1, cost=Unknown(unknown_because="it has no price"), currency="USD")
    assert "Merged, not yet deployed: 1 resource, cost unknown" in only_looked_at(rest)


def test_a_change_that_adds_nothing_to_what_is_merged_does_not_say_that_it_is_deployed():
    shown = only_looked_at(Rest(resources=1, cost=Decimal(30), currency="USD"), content=EMPTY)
    assert "No changes. What is merged already matches." in shown


def test_a_plan_nobody_could_compare_says_what_it_holds_and_why():
    shown = only_looked_at(Unknown(unknown_because="git cannot say"))
    assert "What is merged and not yet deployed is part of this plan still: git cannot say." in shown


def test_the_plan_of_a_push_is_applied_from_its_commit():
    push = replace(CHANGE, number=-1, state="merged", landed=CHANGE.head_sha)
    shown = Words(plans.compose((planned(),), push)).all
    assert "all unapplied plans from this commit" in shown
    assert "pull request" not in shown
