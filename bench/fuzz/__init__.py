"""Fuzzing: hostile input, which the product must take or refuse in words, and never break on. Run by `make fuzz`."""
