"""A trace and what it is made of, as people look into it: tree, observations, messages, values."""
