"""Everything that reads or writes the database, and the files that go into it."""
