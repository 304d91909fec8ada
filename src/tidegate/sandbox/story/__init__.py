"""The demo's story, driven over HTTP as people would: what `make demo CHECK=1` checks."""
