"""Pages and what they are made from."""
