"""What happens to what was written when a program, a database or a disk fails. Run by `make faults`."""
