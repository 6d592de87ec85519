"""Lists of cases: where they are read from, and what is recorded of them. No case is ever kept."""
