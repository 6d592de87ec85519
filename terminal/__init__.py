"""The commands of the terminal, by what they act on."""
