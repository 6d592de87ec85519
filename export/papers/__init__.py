"""Papers: what leaves as PDF, Word, Excel and PowerPoint, as data first and then in each format."""
