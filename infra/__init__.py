"""What is around the functions: deployment, administration and the laptop runner."""
