"""What keeps the clients on this machine: loaded into their processes before they start."""
