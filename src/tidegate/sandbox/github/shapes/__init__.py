"""JSON as GitHub writes it, made from the records."""
