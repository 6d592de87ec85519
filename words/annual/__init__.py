"""The settlement of a plan's year in words."""
