"""Gathering facts: what is asked of the forge, the clone and our rows before core decides."""
