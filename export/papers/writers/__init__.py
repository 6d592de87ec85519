"""A paper in each format, one file for each."""
