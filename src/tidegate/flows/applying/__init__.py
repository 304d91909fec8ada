"""From a decision to a deployment, now or at a time put off to, and what follows it."""
