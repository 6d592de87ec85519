"""What the commands read of plans before they print."""
