"""Judging by people: scores by their configs, and comments, on sessions, turns and observations."""
