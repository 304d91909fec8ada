"""What to try when Terraform fails in a way people meet often (the convention's troubleshooting chapter)."""

from __future__ import annotations

import re

from tidegate.core.words import Words, say

_REMOTE_STATE = say(
    "Something this project reads from another project's state is not there: apply that project first, "
    "then look at what it offers with `terraform state list` in its directory."
)
_VALIDATE = say(
    "Run `terraform fmt -recursive` and `terraform validate` in the project's directory, and push the result."
)

# Terraform has no error codes; these are the headlines of its messages, as versions 1.5 to 1.11 print them.
_KNOWN = (
    (
        re.compile(r"Unable to find remote state|Unsupported attribute.*terraform_remote_state", re.DOTALL),
        _REMOTE_STATE,
    ),
    (re.compile(r"terraform_remote_state[\s\S]*does not have an attribute named"), _REMOTE_STATE),
    (
        re.compile(
            r"Invalid (reference|expression|block|character)|Unsupported (argument|block type|attribute)|"
            r"Missing required argument|Argument or block definition required|Reference to undeclared|"
            r"Unclosed configuration block|Missing newline after"
        ),
        _VALIDATE,
    ),
    (
        re.compile(r"Error acquiring the state lock"),
        say(
            "Somebody else holds the state's lock. Wait until they are done; "
            "`terraform force-unlock` only after asking."
        ),
    ),
)


# Terraform prints its errors last; reading no more keeps a long output cheap.
_READ = 20_000


def advice(error: str) -> tuple[Words, ...]:
    """Sentences that help with this failure, the closest first; at most one for each kind."""
    end = error[-_READ:]
    for pattern, sentence in _KNOWN:
        if pattern.search(end):
            return (sentence,)
    return ()
