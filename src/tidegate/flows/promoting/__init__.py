"""Carrying what is proven to the next environment, and what a hotfix changed back."""
