"""Asking core, keeping what it said, and showing it. Nothing is applied here."""
