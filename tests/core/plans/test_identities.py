from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.plans.fingerprint import Identity
from tidegate.core.plans.identities import differences


def shown(before, now):
    return tuple(map(str, differences(before, now)))


SEOUL = Identity(
    backend={"type": "s3", "bucket": "state", "key": "prod.tfstate"},
    workspace="prod",
    providers={"aws": {"region": "ap-northeast-2"}},
)


def test_what_differs_is_shown_with_both_sides():
    moved = replace(SEOUL, providers={"aws": {"region": "us-east-1", "assume_role.role_arn": "arn:aws:iam::1:role/x"}})
    assert shown(SEOUL, moved) == (
        "provider aws assume_role.role_arn: (none) → arn:aws:iam::1:role/x",
        "provider aws region: ap-northeast-2 → us-east-1",
    )
    assert shown(SEOUL, replace(SEOUL, workspace="dev")) == ("workspace: prod → dev",)
    assert shown(SEOUL, replace(SEOUL, backend={"type": "s3", "bucket": "state"})) == (
        "backend key: prod.tfstate → (none)",
    )


def test_the_first_time_everything_is_shown():
    assert shown(None, SEOUL) == (
        "backend bucket: state",
        "backend key: prod.tfstate",
        "backend type: s3",
        "provider aws region: ap-northeast-2",
        "workspace: prod",
    )


SETTINGS = st.dictionaries(st.sampled_from(["region", "key"]), st.sampled_from(["a", "b"]))
NAMED = st.dictionaries(st.sampled_from(["region", "key"]), st.sampled_from(["a", "b"]), min_size=1)
IDENTITIES = st.builds(
    Identity,
    backend=SETTINGS,
    workspace=st.sampled_from(["a", "b"]),
    providers=st.dictionaries(st.sampled_from(["aws", "google"]), NAMED),
)


@given(IDENTITIES, IDENTITIES)
def test_nothing_differs_only_where_everything_is_the_same(one, other):
    assert (differences(one, other) == ()) == (one == other)
