"""Rules by which a series is counted from a list of cases."""
