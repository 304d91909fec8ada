"""Telling people how things stand."""
