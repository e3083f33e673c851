"""Which attribute means what, one module for each convention."""
