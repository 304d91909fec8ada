"""Settings of the server, from its environment and flags."""
