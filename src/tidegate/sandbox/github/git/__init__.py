"""Real git behind the stand-in forge: bare repositories, read and written by the git program."""
