"""Reports as facts."""
