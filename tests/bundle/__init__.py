"""Each Lambda's artifact, built and imported alone."""
