"""The Lambda on the table's stream: chunks become turns, turns a session."""
