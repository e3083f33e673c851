"""Traces in the API: one with all of it, and the list."""
