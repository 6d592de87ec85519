"""Development plans in words: when something is planned, how it stands, and which goals serve it."""
