"""Duties that return: what a policy asks for again and again, when each time is due, and how it stands."""
