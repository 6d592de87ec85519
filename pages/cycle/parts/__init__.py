"""What the pages of the round are made of."""
