"""Lists of cases in words."""
