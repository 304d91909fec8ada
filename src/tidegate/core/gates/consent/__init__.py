"""Consents: who may give one, to what it is bound, and what they come to."""
