"""Sessions in the API: one with its traces, the list, and the marks that readers give."""
