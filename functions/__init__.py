"""How a trace gets in."""
