"""What the server answers besides pages, to anybody who asks: how it is, whom to tell of a hole, its accessibility."""
