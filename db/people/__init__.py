"""People: their rights, their sign-ins, and what is sent to them."""
