"""What follows when the branch of an environment moves."""
