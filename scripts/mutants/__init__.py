"""Small defects put into the code one at a time, and the tests that must notice each of them."""
