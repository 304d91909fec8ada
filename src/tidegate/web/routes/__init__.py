"""One file for each page or endpoint."""
