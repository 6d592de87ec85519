"""Faults: what happens to written changes when a program, a database or a disk fails. Run by `make faults`."""
