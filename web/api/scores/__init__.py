"""Scores in the API: one by its id, three lists, and what the scores of a project may be."""
