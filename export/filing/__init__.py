"""What leaves of the journal: documents as papers, extracts, and the package of an archive."""
