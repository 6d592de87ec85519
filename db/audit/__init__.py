"""The record of who changed what and when: its entries, looked up, and files taken."""
