from dataclasses import replace

from support.values import CHANGE, CONTENT, NOON, REPO, deployment, plan
from support.web import POLICY, blocked
from tidegate.core.gates.policy import BrokenPolicy, Environment, NoPolicy
from tidegate.core.marks import Mark, Problem
from tidegate.web.views.environments import Ground, pipeline, promoted
from tidegate.web.views.standing import known

PLANS = (plan(state="planned", content=CONTENT),)


def ground(**changed) -> Ground:
    waiting = known(plans=PLANS, decisions=(blocked(),), deployments=())
    made = Ground(
        repo=REPO,
        governance=POLICY,
        calendars={},
        trouble="",
        deployed=(deployment(state="applied", finished_at=NOON),),
        open_changes=((CHANGE, waiting),),
    )
    return replace(made, **changed)


def names(*declared: tuple[str, str | None]) -> list[str]:
    return [one.name for one in promoted(Environment(name=name, promotes_from=before) for name, before in declared)]


def test_environments_come_after_those_they_are_promoted_from():
    assert names(("prod", "staging"), ("dev", None), ("staging", "dev")) == ["dev", "staging", "prod"]


def test_a_circle_or_an_unknown_origin_loses_nobody():
    assert names(("a", "b"), ("b", "a")) == ["a", "b"]
    assert names(("a", "elsewhere")) == ["a"]


def test_a_rule_names_each_role_that_has_to_be_among_those_who_approve():
    prod = POLICY.environments["prod"]
    apply = replace(prod.apply, approvals=2, approvals_from=("senior",), one_from_each=("devops-lead", "cto"))
    policy = replace(POLICY, environments={"prod": replace(prod, apply=apply)})
    (shown,) = pipeline(replace(ground(), governance=policy, deployed=(), open_changes=()), NOON).stages
    assert shown.rule.endswith("2 approvals from senior, with one from each of devops-lead and cto.")


def test_each_environment_shows_its_rule_what_is_there_and_what_waits():
    dev, staging, production = pipeline(ground(), NOON).stages
    assert dev.rule == "Planned only; nothing is applied here."
    assert staging.rule == "Applied by senior or devops after 1 approval from senior or devops."
    assert [(one.label, one.name) for one in staging.deployed] == [("staging-environment", "#7")]
    assert [one.standing.says for one in staging.waiting] == ["0 of 1 approval (tidegate.yaml:29)."]
    assert (production.follows, production.window.badge.text) == ("staging", "Closed now")


def test_what_is_applied_or_only_looked_at_waits_for_nobody():
    done = known(plans=PLANS, decisions=(), deployments=(deployment(state="applied"),))
    looked = known(plans=(plan(state="planned", deployable=False, content=CONTENT),), decisions=(), deployments=())
    for found in (done, looked):
        assert pipeline(ground(open_changes=((CHANGE, found),)), NOON).stages[1].waiting == ()


def test_without_rules_the_rows_still_tell_what_is_where():
    shown = pipeline(ground(governance=NoPolicy()), NOON)
    assert [(stage.name, len(stage.deployed), len(stage.waiting)) for stage in shown.stages] == [("staging", 1, 1)]
    assert "no governance file" in shown.note


def test_a_broken_governance_file_is_shown_with_its_problems():
    problem = Problem(mark=Mark(file="tidegate.yaml", line=3), path="version", text="9", message="Unknown version.")
    shown = pipeline(ground(governance=BrokenPolicy(source="acme/infra@main:tidegate.yaml", problems=(problem,))), NOON)
    assert shown.problems == ("tidegate.yaml:3:1: version: Unknown version.",)
    assert "blocked until it is corrected" in shown.note


def test_rules_that_could_not_be_read_are_said():
    assert "GitHub answered 502" in pipeline(ground(governance=None, trouble="GitHub answered 502"), NOON).note
