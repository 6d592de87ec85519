"""What an administrator records: who may what, limits, institutions and new definitions."""
