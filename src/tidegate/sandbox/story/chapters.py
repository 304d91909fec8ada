"""The chapters of the story, in order. Each does something as a person would and says what must be seen then."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tidegate.sandbox.sample.seed import (
    FEATURE_BRANCH,
    TITLE,
    comment_files,
    larger_node_files,
    pull_request_body,
)
from tidegate.sandbox.story.people import Persona, StoryBroken, until

REDIS = "aws_elasticache_replication_group"
DEV_COST = "18.25"  # One cache.t3.micro in Seoul.


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the story is played on.

    Attributes:
        staging_state: Terraform's state file of staging, which only an apply writes.
        say: Told each thing that was seen.
    """

    http: httpx.Client
    staging_state: Path
    say: Callable[[str], None]

    def persona(self, login: str) -> Persona:
        return Persona(login=login, http=self.http)


def play(stage: Stage) -> None:
    """Play every chapter.

    Raises:
        StoryBroken: Something was not seen.
    """
    feature = _plan_is_shown(stage)
    _apply_is_refused_in_dev(stage, feature)
    _feature_is_merged(stage, feature)
    promotion = _bob_promotes_it(stage, feature)
    _apply_says_all_that_is_missing(stage, promotion)
    _asker_does_not_count(stage, promotion)
    _pusher_does_not_count(stage, promotion)
    _approval_counts(stage, promotion)
    _changed_plan_voids_it(stage, promotion)
    _same_plan_keeps_it(stage, promotion)
    _the_rest_is_seen_to(stage, promotion)
    _staging_is_applied(stage, promotion)
    _promotion_is_merged(stage, promotion)
    _production_says_what_it_takes(stage, promotion)


def _plan_is_shown(stage: Stage) -> int:
    alice = stage.persona("alice")
    number = alice.open_change(
        head=FEATURE_BRANCH,
        base="develop",
        title=TITLE,
        body=pull_request_body(),
    )
    body = _planned(alice, number)
    _expect(REDIS in body, f"#{number}: the plan comment names {REDIS}", stage)
    _expect(DEV_COST in body, f"#{number}: it says what dev costs more a month, {DEV_COST}", stage)
    _expect(_status(alice, number, "atlantis/plan") == "success", f"#{number}: atlantis/plan is green", stage)
    return number


def _apply_is_refused_in_dev(stage: Stage, number: int) -> None:
    alice = stage.persona("alice")
    answer = _answer(alice, number, "atlantis apply")
    _expect(
        "tidegate.yaml:" in answer or "atlantis.yaml:" in answer, "apply in dev is refused with file and line", stage
    )


def _feature_is_merged(stage: Stage, number: int) -> None:
    bob = stage.persona("bob")
    _expect(bob.approve(number).status_code == httpx.codes.OK, "bob approves the feature", stage)
    for item in ("tags", "security_groups"):
        said = _answer(bob, number, f"atlantis check {item}")
        _expect("Recorded" in said, f"bob has looked at what was found about {item}", stage)
    until("atlantis/merge to be green", lambda: _status(bob, number, "atlantis/merge") == "success" or None)
    stage.say("the feature is fit to be merged into develop: atlantis/merge is green")
    bob.merge(number, "squash")
    _expect(bob.get(f"/repos/acme/infra/pulls/{number}")["merged"], "the feature is merged into develop", stage)


def _bob_promotes_it(stage: Stage, feature: int) -> int:
    bob = stage.persona("bob")
    number = _promoted(bob, feature, "staging")
    _expect(REDIS in _planned(bob, number), f"#{number}: the promotion's plan names {REDIS}", stage)
    return number


def _apply_says_all_that_is_missing(stage: Stage, number: int) -> None:
    answer = _answer(stage.persona("bob"), number, "atlantis apply staging")
    _expect("approv" in answer.lower() and "refused" in answer.lower(), "apply is refused for want of approval", stage)
    _expect("backup_plan" in answer and "test_plan" in answer, "and so is what nobody has confirmed yet", stage)
    _expect("for the first time" in answer, "and that nobody has accepted where it acts", stage)


def _asker_does_not_count(stage: Stage, number: int) -> None:
    bob = stage.persona("bob")
    _expect(bob.approve(number).status_code == httpx.codes.OK, "the forge takes the approval of who promoted", stage)
    answer = _answer(bob, number, "atlantis explain staging")
    _expect("bob" in answer and not _approved(answer), "it is not counted: bob asked for the promotion", stage)


def _pusher_does_not_count(stage: Stage, number: int) -> None:
    carol = stage.persona("carol")
    head = _head_branch(carol, number)
    carol.push(head, "docs/redis.md", "# Redis\n캐시 클러스터 운영 메모\n", "Notes on the cache cluster")
    _planned(carol, number)
    _expect(carol.approve(number).status_code == httpx.codes.OK, "the forge takes the approval of who pushed", stage)
    answer = _answer(stage.persona("bob"), number, "atlantis explain staging")
    _expect("carol" in answer and "push" in answer, "carol's approval is not counted, and why is said", stage)
    _expect(not _approved(answer), "it is still not approved", stage)


def _approval_counts(stage: Stage, number: int) -> None:
    _expect(stage.persona("dave").approve(number).status_code == httpx.codes.OK, "dave approves", stage)
    answer = _answer(stage.persona("bob"), number, "atlantis explain staging")
    _expect(_approved(answer), "dave's approval counts", stage)


def _changed_plan_voids_it(stage: Stage, number: int) -> None:
    carol = stage.persona("carol")
    head = _head_branch(carol, number)
    for path, text in larger_node_files().items():
        carol.push(head, path, text, "Larger cache nodes for staging")
    _planned(carol, number)
    answer = _answer(stage.persona("bob"), number, "atlantis explain staging")
    _expect(not _approved(answer), "a push that changes the plan voids the approval", stage)


def _same_plan_keeps_it(stage: Stage, number: int) -> None:
    carol = stage.persona("carol")
    head = _head_branch(carol, number)
    _expect(stage.persona("dave").approve(number).status_code == httpx.codes.OK, "dave approves the new plan", stage)
    for path, text in comment_files().items():
        carol.push(head, path, text, "Say why logs are kept")
    _planned(carol, number)
    answer = _answer(stage.persona("bob"), number, "atlantis explain staging")
    _expect(_approved(answer), "a push that leaves the plan as it is keeps the approval", stage)


def _the_rest_is_seen_to(stage: Stage, number: int) -> None:
    dave, lead = stage.persona("dave"), stage.persona("kim-lead")
    for item in ("tags", "security_groups", "backup_plan", "test_plan"):
        said = _answer(dave, number, f"atlantis check {item} --evidence https://wiki.example/redis/{item}")
        _expect("Recorded" in said, f"dave confirms {item}, with evidence", stage)
    answer = _answer(dave, number, "atlantis explain staging")
    _expect("carol" in answer or "promotion" in answer, "what carol pushed never was in develop, and it is said", stage)
    said = _answer(lead, number, 'atlantis waive promotion --reason "larger nodes and notes, reviewed here"')
    _expect("Recorded" in said, "kim-lead lets it pass once, with a reason", stage)
    said = _answer(lead, number, "atlantis approve staging")
    _expect("Recorded" in said, "kim-lead, who owns the rules, accepts where it acts", stage)


def _staging_is_applied(stage: Stage, number: int) -> None:
    bob = stage.persona("bob")
    before = _state(stage)
    _expect(REDIS not in before, "staging's state has no cluster yet", stage)
    answer = _answer(bob, number, "atlantis apply staging", done="Apply complete!", seconds=180)
    _expect("staging" in answer, "the apply is reported on the pull request", stage)
    _expect(REDIS in _state(stage), "staging's state has the cluster now", stage)
    until("atlantis/apply to be green", lambda: _status(bob, number, "atlantis/apply") == "success" or None)
    stage.say("atlantis/apply is green")


def _promotion_is_merged(stage: Stage, number: int) -> None:
    bob = stage.persona("bob")
    bob.merge(number, "merge")
    _expect(bob.get(f"/repos/acme/infra/pulls/{number}")["merged"], "the promotion is merged into staging", stage)


def _production_says_what_it_takes(stage: Stage, number: int) -> None:
    bob = stage.persona("bob")
    onward = _promoted(bob, number, "production")
    _planned(bob, onward)
    answer = _answer(bob, onward, "atlantis explain production")
    _expect("538.74" in answer and "500.00" in answer, "production says that it costs more than one change may", stage)
    _expect("devops-lead" in answer and "cto" in answer, "and whose approvals it takes", stage)


def _promoted(person: Persona, number: int, environment: str) -> int:
    """Ask for a promotion on a merged change; answers with the number of the pull request it opened."""
    known = {each["number"] for each in person.get("/repos/acme/infra/pulls?state=all&per_page=100")}
    person.comment(number, f"atlantis promote {environment}")

    def opened() -> int | None:
        found = person.get("/repos/acme/infra/pulls?state=open&per_page=100")
        return next((int(each["number"]) for each in found if each["number"] not in known), None)

    return until(f"the promotion to {environment} of #{number}", opened)


def _head_branch(person: Persona, number: int) -> str:
    return str(person.get(f"/repos/acme/infra/pulls/{number}")["head"]["ref"])


def _planned(person: Persona, number: int) -> str:
    """Wait for the finished plan of the head; answers with the newest plan comment."""
    sha = person.head(number)
    until(
        f"the plan of #{number} at {sha[:7]}",
        lambda: True if person.statuses(sha).get("atlantis/plan") in ("success", "failure", "error") else None,
    )
    found = [comment["body"] for comment in person.comments(number) if comment["body"].startswith("Ran Plan")]
    if not found:
        raise StoryBroken(f"#{number} has no plan comment")
    return str(found[-1])


def _answer(person: Persona, number: int, command: str, *, done: str = "", seconds: float = 90) -> str:
    """Comment a command and wait for the answer to it."""
    known = {comment["id"] for comment in person.comments(number)}

    def fresh() -> str | None:
        bodies = [str(comment["body"]) for comment in person.comments(number) if comment["id"] not in known]
        return next((body for body in bodies if done in body), None)

    person.comment(number, command)
    return until(f"an answer to `{command}` on #{number}", fresh, seconds=seconds)


def _status(person: Persona, number: int, context: str) -> str | None:
    return person.statuses(person.head(number)).get(context)


def _approved(explanation: str) -> bool:
    """Whether the approvals gate passes in an explanation."""
    lines = [line for line in explanation.splitlines() if "approvals" in line]
    if not lines:
        raise StoryBroken(f"the explanation does not speak of approvals:\n{explanation}")
    return "✅" in lines[0]


def _state(stage: Stage) -> set[str]:
    """Resource types in staging's state."""
    if not stage.staging_state.exists():
        return set()
    state: Mapping[str, Any] = json.loads(stage.staging_state.read_text() or "{}")
    return {resource["type"] for resource in state.get("resources", ())}


def _expect(true: object, what: str, stage: Stage) -> None:
    if not true:
        raise StoryBroken(f"not seen: {what}")
    stage.say(what)
