"""Mirrors web/viewer."""
