"""Conventions whose clients are not run here.

The spans are made by hand, after the source of the client that a module names with its version:
the keys, the shapes and the scopes are those of the emitter, the values are made up.
"""
