"""Tests of web.export."""
