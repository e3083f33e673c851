"""Mirrors web/replay."""
