"""Durable workflows: gather facts, ask core, record, perform. They read in the order of the data."""
