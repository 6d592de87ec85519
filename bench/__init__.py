"""What is slow and how slow, as ratios within the same run. `make bench` runs it; docs/performance.md reads it."""
