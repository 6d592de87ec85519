"""Development plans: their files, their versions, and what is said of their initiatives."""
