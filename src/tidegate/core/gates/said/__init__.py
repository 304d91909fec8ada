"""What people say about a change, item by item, and what it is worth."""
