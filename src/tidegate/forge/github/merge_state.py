"""Would GitHub merge it, our own statuses left out? Pure: a verdict from what GitHub's answers say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tidegate.core.changes import MergeState
from tidegate.forge.github.payload import flag, part, words

# Branch protection that can stand in the way and that a token cannot check from outside.
_UNSEEN_PROTECTION = {
    "required_signatures": "signed commits are required",
    "required_conversation_resolution": "every conversation must be resolved",
    "lock_branch": "the branch is read-only",
    "restrictions": "only some people may push to the branch",
}
_UNSEEN_REVIEW_RULES = {
    "require_code_owner_reviews": "a code owner must approve",
    "require_code_owner_review": "a code owner must approve",
    "require_last_push_approval": "somebody other than the last pusher must approve",
    "required_review_thread_resolution": "every conversation must be resolved",
}
# Ruleset rules that never keep a pull request from being merged.
_HARMLESS_RULES = frozenset({"creation", "deletion", "non_fast_forward", "update", "required_linear_history"})


# GitHub (GraphQL reference, MergeStateStatus): statuses that are not required do not stop a merge.
_MERGEABLE = frozenset({"clean", "unstable", "has_hooks"})
_DRAFT = "The pull request is a draft."
_NOT_MERGEABLE = {
    "draft": _DRAFT,
    "dirty": "It conflicts with {base}: merge or rebase onto {base} and resolve the conflicts.",
    "behind": "The head is behind {base}, and {base} requires branches to be up to date.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredCheck:
    """A status or check run that must pass. `app` is the id of the App that has to report it; None for anybody."""

    context: str
    app: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A status or check run of the head commit."""

    context: str
    passed: bool
    app: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a branch asks of a pull request.

    Attributes:
        unseen: Conditions that we cannot check, as clauses for people.
    """

    checks: frozenset[RequiredCheck] = frozenset()
    approvals: int = 0
    unseen: tuple[str, ...] = ()

    def __or__(self, other: Rules) -> Rules:
        return Rules(
            checks=self.checks | other.checks,
            approvals=max(self.approvals, other.approvals),
            unseen=tuple(dict.fromkeys((*self.unseen, *other.unseen))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Opinions that stand: how many approve, who asks for changes."""

    approvals: int = 0
    objections: tuple[str, ...] = ()


def computed(pull: object) -> bool:
    """Whether GitHub has finished computing; the first read only starts it (GitHub: "Get a pull request").

    Of a closed one it computes nothing any more.
    """
    if part(pull, "state") == "closed":
        return True
    return part(pull, "mergeable") is not None and part(pull, "mergeable_state") not in (None, "unknown")


def verdict(pull: object) -> MergeState | Literal["blocked"]:
    """What `mergeable_state` says by itself; `blocked` wants a closer look, because our own status may be the cause."""
    if part(pull, "state") == "closed":
        return _no("The pull request is closed.")
    if flag(pull, "draft"):
        return _no(_DRAFT)
    state, base = part(pull, "mergeable_state"), part(pull, "base", "ref")
    if state in _MERGEABLE:
        return MergeState(mergeable=True)
    if state == "blocked":
        return "blocked"
    known = _NOT_MERGEABLE.get(state)
    if known is None:
        return _no(f"GitHub calls its merge state {state!r}, which this version does not know.")
    return _no(known.format(base=base))


def unblocked(rules: Rules, reported: Iterable[Reported], reviewed: Reviewed, ignore: tuple[str, ...]) -> MergeState:
    """The verdict on a `blocked` pull request once contexts starting with one of `ignore` are left out.

    What cannot be checked counts as not met, and so does a block that nothing visible explains.
    """
    results = tuple(reported)
    ours = {check for check in rules.checks if check.context.startswith(ignore)}
    reasons = (
        *_check_reasons(rules.checks - ours, results),
        *_review_reasons(rules, reviewed),
        *(f"{clause[0].upper()}{clause[1:]}; whether it is so cannot be seen from here." for clause in rules.unseen),
    )
    if reasons:
        return _no(*reasons)
    if any(not _met(check, results) for check in ours):
        return MergeState(mergeable=True)
    return _no("GitHub blocks the merge for a reason it does not show.")


def passed(rules: Rules, reported: Iterable[Reported], ignore: tuple[str, ...]) -> MergeState:
    """Whether a commit that is on its branch already has passed every required check, those of `ignore` left out."""
    theirs = frozenset(check for check in rules.checks if not check.context.startswith(ignore))
    reasons = _check_reasons(theirs, tuple(reported))
    return _no(*reasons) if reasons else MergeState(mergeable=True)


def rules_of_protection(protection: object) -> Rules:
    """Rules from `GET branches/{branch}/protection`."""
    reviews = part(protection, "required_pull_request_reviews") or {}
    unseen = [clause for key, clause in _UNSEEN_PROTECTION.items() if _is_on(part(protection, key))]
    return Rules(
        checks=_protected_checks(part(protection, "required_status_checks")),
        approvals=part(reviews, "required_approving_review_count") or 0,
        unseen=(*unseen, *_unseen_reviews(reviews)),
    )


def rules_of_branch(branch: object) -> Rules:
    """Rules from `GET branches/{branch}`: what anybody with read access sees, the required checks only."""
    if not flag(branch, "protected"):
        return Rules()
    hidden = "the branch is protected, and its review rules are hidden (grant Administration: read)"
    return Rules(checks=_protected_checks(part(branch, "protection", "required_status_checks")), unseen=(hidden,))


def rules_of_rulesets(rules: Iterable[object]) -> Rules:
    """Rules from `GET rules/branches/{branch}`: the active rulesets, already merged by GitHub."""
    gathered = Rules()
    for rule in rules:
        gathered |= _rule(words(rule, "type"), part(rule, "parameters") or {})
    return gathered


def reported_of(statuses: Iterable[object], check_runs: Iterable[object]) -> tuple[Reported, ...]:
    """Results of a commit: its latest statuses and its check runs."""
    return (
        *(Reported(context=words(s, "context"), passed=part(s, "state") == "success") for s in statuses),
        *(
            Reported(
                context=words(run, "name"),
                # GitHub: "Skipped" and "neutral" satisfy a required check.
                passed=part(run, "conclusion") in ("success", "neutral", "skipped"),
                app=part(run, "app", "id"),
            )
            for run in check_runs
        ),
    )


def reviewed_of(reviews: Iterable[object]) -> Reviewed:
    """Opinions from the review list: the latest of each person who may write to the repository."""
    opinions: dict[str, str] = {}
    for review in reviews:
        # GitHub counts approvals by people with write access; its list tells membership, the nearest thing.
        if part(review, "author_association") in ("OWNER", "MEMBER", "COLLABORATOR"):
            state = part(review, "state")
            if state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED"):
                opinions[str(part(review, "user", "login"))] = state
    objections = tuple(login for login, state in opinions.items() if state == "CHANGES_REQUESTED")
    return Reviewed(approvals=list(opinions.values()).count("APPROVED"), objections=objections)


def _rule(kind: str, parameters: Mapping[str, object]) -> Rules:
    match kind:
        case "required_status_checks":
            listed = part(parameters, "required_status_checks") or ()
            return Rules(checks=frozenset(_check(item, "integration_id") for item in listed))
        case "pull_request":
            count = part(parameters, "required_approving_review_count") or 0
            return Rules(approvals=count, unseen=_unseen_reviews(parameters))
        case _ if kind in _HARMLESS_RULES:
            return Rules()
        case _:
            return Rules(unseen=(f"a ruleset asks for {kind.replace('_', ' ')}",))


def _protected_checks(required: object) -> frozenset[RequiredCheck]:
    listed = part(required, "checks")
    if listed:
        return frozenset(_check(item, "app_id") for item in listed)
    return frozenset(RequiredCheck(context=context) for context in part(required, "contexts") or ())


def _check(item: object, app_key: str) -> RequiredCheck:
    app = part(item, app_key)
    return RequiredCheck(context=words(item, "context"), app=app if isinstance(app, int) and app > 0 else None)


def _unseen_reviews(reviews: object) -> tuple[str, ...]:
    return tuple(clause for key, clause in _UNSEEN_REVIEW_RULES.items() if flag(reviews, key))


def _is_on(setting: object) -> bool:
    """Protection writes a switch as `{enabled: ...}` and a restriction as an object that is there or not."""
    return setting is not None and part(setting, "enabled") is not False


def _check_reasons(checks: frozenset[RequiredCheck], results: tuple[Reported, ...]) -> tuple[str, ...]:
    unmet = (check for check in _ordered(checks) if not _met(check, results))
    return tuple(f"Required check {check.context} {_lack(check, results)}." for check in unmet)


def _review_reasons(rules: Rules, reviewed: Reviewed) -> tuple[str, ...]:
    asked = tuple(f"{login} requested changes." for login in reviewed.objections)
    if reviewed.approvals >= rules.approvals:
        return asked
    return (*asked, f"{reviewed.approvals} of {rules.approvals} required approvals.")


def _met(check: RequiredCheck, results: tuple[Reported, ...]) -> bool:
    found = [r for r in results if r.context == check.context and check.app in (None, r.app)]
    return bool(found) and all(result.passed for result in found)


def _lack(check: RequiredCheck, results: tuple[Reported, ...]) -> str:
    return "has not passed" if any(r.context == check.context for r in results) else "was never reported"


def _ordered(checks: frozenset[RequiredCheck]) -> list[RequiredCheck]:
    return sorted(checks, key=lambda check: check.context)


def _no(*reasons: str) -> MergeState:
    return MergeState(mergeable=False, reasons=reasons)
