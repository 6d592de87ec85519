"""The commands of the journal and of the archive."""
