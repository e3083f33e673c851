"""λ on the table's stream: chunks → turns → sessions."""
