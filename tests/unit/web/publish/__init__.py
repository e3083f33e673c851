"""Tests of web.publish."""
