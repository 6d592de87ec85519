"""What the sections share: the frame, reads, controls, writes and drawing."""
