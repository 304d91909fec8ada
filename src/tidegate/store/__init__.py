"""Rows: the history people see and the locks that survive a crash. No ORM; the same statements on both databases."""
