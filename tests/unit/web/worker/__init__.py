"""Tests of web.worker."""
