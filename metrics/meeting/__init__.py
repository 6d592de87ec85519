"""The quarterly meeting: its agenda, what is captured at it, and its minutes."""
