"""The running stand-in provider, for these tests."""

from support.provider import reattach

__all__ = ["reattach"]
