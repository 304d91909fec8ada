"""Types that are free by nature: what they make is not billed, whatever it is set to.

Listed by name, so that a type in neither table is one nobody has looked at: it has no price, which is not zero.
"""

from __future__ import annotations

from functools import cache

from tidegate.cost.catalog.free_aws import FREE_OF_AWS

_NOT_IN_A_CLOUD = ("archive", "cloudinit", "external", "http", "local", "null", "random", "template", "time", "tls")
_BUILTIN = frozenset({"terraform_data"})


@cache
def is_free(type_: str) -> bool:
    """Whether a resource of a type costs nothing by itself."""
    return type_ in FREE_OF_AWS or type_ in _BUILTIN or type_.partition("_")[0] in _NOT_IN_A_CLOUD
