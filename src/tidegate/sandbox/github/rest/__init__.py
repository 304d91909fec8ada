"""The REST interface, one file for each family of resources."""
