"""The Lambda that does jobs: publish, revoke, delete, sweep."""
