"""The audit: who changed what and when, how its entries are searched, and which files were exported."""
