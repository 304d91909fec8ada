"""Rule `public_bucket`: an S3 bucket that everybody may read or write, or whose protection against that is off.

A bucket without a public access block is no finding: since April 2023 AWS blocks public access to new buckets itself.
ACLs, policies and switches known only after apply are said as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.documents import flaws, is_for_everybody

_BLOCKS = ("aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block")
_SWITCHES = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
_PUBLIC_ACLS = ("public-read", "public-read-write", "authenticated-read")
_PUBLIC_GROUPS = ("/AllUsers", "/AuthenticatedUsers")
_OPEN_POLICY = "The bucket policy lets everybody in; name the principals, or the account or network they come from."


def look(side: Side) -> Iterator[Flaw]:
    if side.type in _BLOCKS:
        yield from _switches(side)
    if side.type in ("aws_s3_bucket", "aws_s3_bucket_acl"):
        yield from _acl(side)
    if side.type in ("aws_s3_bucket", "aws_s3_bucket_policy"):
        yield from flaws(side, "policy", is_for_everybody, _OPEN_POLICY)


def _switches(side: Side) -> Iterator[Flaw]:
    for name in _SWITCHES:
        if side.is_later(name):
            yield Flaw(text=f"Whether `{name}` is on is known only after apply.", is_sure=False)
        elif side.value(name) is not True:
            yield Flaw(text=f"`{name}` is off, so public access is not blocked; set it to true.")


def _acl(side: Side) -> Iterator[Flaw]:
    if side.is_later("acl"):
        yield Flaw(text="Whether `acl` is public is known only after apply.", is_sure=False)
    if side.value("acl") in _PUBLIC_ACLS:
        yield Flaw(text=f"`acl` is `{side.shown('acl')}`, which lets everybody in.", key=f"acl {side.value('acl')}")
    for grant, grantee in _grants(side):
        if str(grantee.value("uri") or "").endswith(_PUBLIC_GROUPS):
            yield Flaw(
                text=f"A grant gives everybody `{grant.shown('permission')}`.",
                key=f"grant {grantee.value('uri')} {grant.value('permission')}",
            )


def _grants(side: Side) -> Iterator[tuple[Side, Side]]:
    """Grants and whom they are for: a bucket writes both in one block."""
    yield from ((grant, grant) for grant in side.blocks("grant"))
    for policy in side.blocks("access_control_policy"):
        for grant in policy.blocks("grant"):
            yield from ((grant, grantee) for grantee in grant.blocks("grantee"))
