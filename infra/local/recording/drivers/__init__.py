"""Programs that play a scripted conversation through a real SDK, on a simulated clock."""
