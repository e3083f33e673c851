"""Lists: the filter language, orders, and pages that cost no more than they may."""
