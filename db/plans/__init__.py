"""Plans as files and as rows, the decisions about them, and saved what-ifs."""
