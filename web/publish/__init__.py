"""A session as static files."""
