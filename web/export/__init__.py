"""A session as a file: JSON, JSON lines, Markdown (docs/exports.md)."""
