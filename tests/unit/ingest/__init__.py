"""Tests of `functions.ingest`."""
