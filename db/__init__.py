"""Reading and writing the database, and the files that are loaded into it."""
