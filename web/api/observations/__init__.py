"""Observations in the API: one by its id, and two lists."""
