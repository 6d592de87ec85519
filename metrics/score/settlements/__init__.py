"""Scores kept as they were settled."""
