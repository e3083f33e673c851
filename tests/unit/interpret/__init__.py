"""Tests of `functions.interpret`."""
