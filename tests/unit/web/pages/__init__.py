"""Mirrors web/pages."""
