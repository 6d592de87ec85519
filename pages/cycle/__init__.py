"""The round of the year: reports of a quarter."""
