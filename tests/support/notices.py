"""One of everything a notice can tell, as values tests share."""

from datetime import UTC, datetime

from tidegate.core.changes import Change
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.marks import Mark, Problem
from tidegate.core.notices.model import Fold, Table
from tidegate.core.notices.results import ApplyResult, PlanResult
from tidegate.core.plans.model import AttributeChange, PlanContent, ResourceChange
from tidegate.core.projects.model import Project

CHANGE = Change(
    repo="acme/infra",
    number=7,
    title="feat(infra): add redis cluster",
    author="alice",
    base_branch="staging",
    base_sha="a" * 40,
    head_branch="develop",
    head_sha="b" * 40,
    head_repo="acme/infra",
    url="https://github.example/acme/infra/pull/7",
)
STAGING = Project(dir="environments/staging", workspace="staging", name="staging-infrastructure")
DEV = Project(dir="environments/dev")
CONTENT = PlanContent(
    terraform_version="1.11.4",
    resources=(
        ResourceChange(address='module.redis["a"].aws_security_group.this', type="aws_security_group", action="create"),
        ResourceChange(
            address="aws_instance.app",
            type="aws_instance",
            action="replace",
            attributes=(
                AttributeChange(path="tags.Name", before="app", after=None),
                AttributeChange(path="ami", before="ami-1", after="ami-2", forces_replacement=True),
            ),
        ),
        ResourceChange(address="data.aws_vpc.this", type="aws_vpc", action="read"),
    ),
    outputs={"endpoint": "update"},
    drift=("aws_instance.app",),
)
EMPTY = PlanContent(terraform_version="1.11.4", resources=(), outputs={})


def planned(project=STAGING, **fields):
    given = {
        "environment": "staging",
        "state": "planned",
        "content": CONTENT,
        "output": "Plan: 2 to add, 0 to change, 1 to destroy.",
        "digest": "0123456789abcdef" * 4,
        "log_url": "https://tidegate.example/logs/1",
        "reply_apply": "atlantis apply -p staging-infrastructure",
    }
    return PlanResult(project=project, **{**given, **fields})


def applied(project=STAGING, state="applied", **fields):
    given = {"environment": "staging", "output": "Apply complete!", "log_url": "https://tidegate.example/logs/2"}
    return ApplyResult(project=project, state=state, **{**given, **fields})


DECISION = Decision(
    action="apply",
    actor="alice",
    environment="staging",
    at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    policy_revision="f" * 64,
    answers=(
        Answer(gate="permission", verdict="pass", reason="alice holds developer."),
        Answer(
            gate="approvals",
            verdict="pending",
            reason="0 of 1 approvals count.",
            remedy="Ask a senior for a review.",
            rule=Mark(file="tidegate.yaml", line=31, column=7),
            details=("bob's approval does not count: bob pushed to the head.",),
        ),
        Answer(gate="window", verdict="block", reason="Staging is closed now.", remedy="Opens Mon 09:00 KST."),
    ),
)
PROBLEMS = (
    Problem(
        mark=Mark(file="atlantis.yaml", line=4, column=9),
        path="projects[0].workflow",
        text="stagin",
        message="There is no workflow of this name.",
        suggestion="Did you mean staging?",
    ),
)


class Words:
    """A notice as plain words, for asserting on what people read."""

    def __init__(self, notice):
        self.all = words_of(notice.blocks)
        self.first = self.all.partition("\n")[0]


def words_of(blocks):
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            lines += [" | ".join("".join(map(shown, cell)) for cell in row) for row in block.rows]
        elif isinstance(block, Fold):
            lines += [str(block.summary), words_of(block.blocks)]
        elif hasattr(block, "items"):
            lines += ["".join(map(shown, item)) for item in block.items]
        else:
            lines.append(words_in(block) if hasattr(block, "spans") else str(block.text))
    return "\n".join(lines)


def words_in(block):
    return "".join(map(shown, block.spans))


def shown(span):
    """Backticks of a sentence become code, which plain words do not show."""
    return str(span.text) if isinstance(span.text, str) else str(span.text).replace("`", "")
