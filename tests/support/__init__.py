"""Helpers shared by tests: `from support.x import y`."""
