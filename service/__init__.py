"""What keeps the server in service: its log, its figures for a monitor, its limits, and whether it is ready."""
