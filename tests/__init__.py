"""Tests, by what they prove: see docs/decisions and the README."""
