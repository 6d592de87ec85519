"""People: what they may do, when they sign in, and what is sent to them."""
