"""Meetings in words."""
