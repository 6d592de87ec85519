"""What a plan is made of while it is being written."""
