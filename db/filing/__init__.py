"""The journal in the database: documents are read from the rows that keep them, and only their numbers are its own."""
