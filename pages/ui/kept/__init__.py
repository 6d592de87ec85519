"""What is kept between reads in parts, so that a write costs what it changed."""
