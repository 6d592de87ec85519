"""The yearly wheel: everything that returns in a year, of one institution or of several, as one list."""
