"""Events in, rows and pages out, on a real engine."""
