"""The plan as agreed: its terms, its parts, its versions, and the requirements it must meet."""
