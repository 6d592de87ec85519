"""The plan check in the editor: its findings, and the answers to them."""
