"""The Lambda that takes what an SDK sends: check, split by trace, store."""
