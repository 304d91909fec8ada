from dataclasses import replace

from support.decisions import POLICY
from support.values import CONTENT
from tidegate.core.notices import adoptions
from tidegate.core.notices.adoptions import Looked
from tidegate.core.plans.model import ResourceChange

STAGING = POLICY.environments["staging"]
EMPTY = replace(CONTENT, resources=())


def read(lines):
    return "\n".join(str(each) for each in lines)


def test_an_environment_is_adopted_at_a_commit_with_the_projects_that_are_in_it():
    said = read(adoptions.adopted(STAGING, ["network", "redis"], "a" * 40))
    assert "staging is adopted at `aaaaaaa`: `network` and `redis` changed nothing" in said


def test_what_differs_is_named_and_what_does_not_is_left_out():
    looked = [
        Looked(label="redis", content=CONTENT),
        Looked(label="network", content=EMPTY),
        Looked(label="app", error="terraform plan ended with exit code 1."),
    ]
    said = read(adoptions.differs(STAGING, looked))
    assert "staging was not adopted" in said
    assert "`redis` differs in `aws_s3_bucket.logs`" in said
    assert "`app` could not be planned: terraform plan ended with exit code 1." in said
    assert "network" not in said


def test_a_long_difference_is_cut():
    many = tuple(ResourceChange(address=f"a.b{at}", type="a", action="create") for at in range(12))
    said = read(adoptions.differs(STAGING, [Looked(label="redis", content=replace(CONTENT, resources=many))]))
    assert "`a.b9` and more" in said
    assert "a.b10" not in said
