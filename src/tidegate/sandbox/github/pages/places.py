"""What a page's address names: a branch and a path in it, and going back to a page of our own."""

from __future__ import annotations

from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.rest.call import RepoCall


def ref_and_path(call: RepoCall, rest: str) -> tuple[str, str]:
    """Split `branch/with/slashes/path/to/file`: the longest branch that fits, else the first part as a commit.

    Raises:
        Refusal: 404.
    """
    for branch in sorted(call.git.branches(), key=len, reverse=True):
        if rest == branch or rest.startswith(f"{branch}/"):
            return branch, rest[len(branch) + 1 :]
    ref, _, path = rest.partition("/")
    try:
        call.git.resolve(ref)
    except Unresolved:
        raise not_found() from None
    return ref, path


def own_page(address: str) -> str:
    """The address when it is one of ours, else the start page: nobody sends people elsewhere through us."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
