"""How the table of a results file is laid out and worded."""
