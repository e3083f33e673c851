"""The Lambda that does jobs: publish, unpublish, sweep."""
