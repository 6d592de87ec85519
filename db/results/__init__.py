"""Results as files and as rows, and the breaks in their series."""
