"""Tests of `functions.interpret.conventions`."""
