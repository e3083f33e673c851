"""Chat messages of every convention in one form."""
