"""Benchmarks, mostly as ratios within one run. `make bench` runs them; docs/performance.md explains the figures."""
