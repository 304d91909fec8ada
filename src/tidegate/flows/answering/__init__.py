"""Answering questions: what is missing, where things stand, what would be decided."""
