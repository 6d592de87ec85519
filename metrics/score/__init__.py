"""What the plan's own rule says of what was known, and why."""
