"""Papers on offer at the foot of a page: which ones, in which formats, and the button that has one made."""
