"""Reports: their drafts, the steps taken with them, and the documents that those keep."""
