"""Goals in words: what stands beside a status."""
