"""What is typed in the editor of plans, outside the record."""
