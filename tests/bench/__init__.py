"""Figures that are printed rather than asserted, and the traffic that they are taken of."""
