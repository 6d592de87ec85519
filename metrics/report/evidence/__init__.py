"""Files that go with a report: what they are, and what is refused of them."""
