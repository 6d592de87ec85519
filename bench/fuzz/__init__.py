"""Input nobody meant: what the product refuses in words, and what it must never do with it. Run by `make fuzz`."""
