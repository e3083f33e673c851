"""Tests of `functions.store`."""
