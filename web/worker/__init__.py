"""The Lambda that does jobs: publish, unpublish, delete, export, sweep."""
