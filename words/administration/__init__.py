"""What is administered, in words: roles, limits, institutions and new definitions."""
