"""What is ahead: risks, deadlines, and what if."""
