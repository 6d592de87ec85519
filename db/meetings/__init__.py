"""Meetings: what is done with them, what is captured at them, and what they are shown."""
