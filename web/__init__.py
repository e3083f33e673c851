"""How a session is read back."""
