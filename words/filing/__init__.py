"""Documents of the journal in words."""
