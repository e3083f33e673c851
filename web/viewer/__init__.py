"""The Lambda that shows pages to people and answers programs."""
