"""What a governance file means that names no environments: the reference convention's roles, branches and matrix."""

from __future__ import annotations

from tidegate.config.governance_file.environment_raw import EnvironmentRaw
from tidegate.config.governance_file.governance_raw import BranchesRaw, GovernanceRaw, PersonRaw

PEOPLE = {
    "developer": PersonRaw(),
    "senior": PersonRaw(includes=["developer"]),
    "devops": PersonRaw(includes=["developer"]),
    "devops-lead": PersonRaw(includes=["senior", "devops"]),
    "cto": PersonRaw(includes=["senior"]),
}
"""Its roles, which nobody holds until `people` says who."""

BRANCHES = BranchesRaw.model_validate(
    {
        "feature": {"pattern": "feature/infra-{add,update,remove}-*", "into": ["develop"]},
        "hotfix": {"pattern": "hotfix/infra-*", "into": ["develop", "main"]},
    }
)

MATRIX = {
    "dev": EnvironmentRaw.model_validate(
        {
            "aliases": ["develop"],
            "branch": "develop",
            "plan": {"allow": ["developer"]},
            "apply": "disabled",
            "checklist": ["syntax", "naming", "tags", "security_groups", "cost"],
        }
    ),
    "staging": EnvironmentRaw.model_validate(
        {
            "branch": "staging",
            "promotes_from": "dev",
            "plan": {"allow": ["developer"]},
            "apply": {"allow": ["senior", "devops"], "approvals": {"count": 1}, "require": ["cost_review"]},
            "checklist": ["backup_plan", "monitoring", "test_plan", "rollback"],
        }
    ),
    "prod": EnvironmentRaw.model_validate(
        {
            "aliases": ["production"],
            "display": "production",
            "branch": ["main", "prod"],
            "primary_branch": "main",
            "promotes_from": "staging",
            "plan": {"allow": ["senior"]},
            "apply": {
                "allow": ["devops-lead", "cto"],
                "approvals": {"count": 2, "from": ["senior", "devops"], "one_from_each": ["devops-lead", "cto"]},
                "require": ["all_reviews"],
            },
            "watch_for": "60m",
            "checklist": [
                "staging_tests",
                "performance",
                "security",
                "business",
                "deployment_time",
                "incident_plan",
            ],
        }
    ),
}


def completed(raw: GovernanceRaw) -> GovernanceRaw:
    """The file with what the convention says where the file names no environments; any other as it is."""
    if "environments" in raw.model_fields_set:
        return raw
    branches = BRANCHES.model_copy(update={key: getattr(raw.branches, key) for key in raw.branches.model_fields_set})
    ours = {"environments": MATRIX, "branches": branches, **({} if raw.people else {"people": PEOPLE})}
    return raw.model_copy(update=ours)
