"""Durable work: workflows that go on where they were after a crash."""
