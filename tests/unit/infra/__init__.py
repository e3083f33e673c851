"""What the template says."""
