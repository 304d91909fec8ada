"""What people say about a change: recorded, and answered."""
