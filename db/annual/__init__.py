"""The settlement of a plan's year in the database: what is typed of its analysis, and its approval by both parties."""
