"""Structural rules of our own, one file each; `table` lists them."""
