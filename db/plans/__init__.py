"""Plans as files and as rows, and the what-ifs kept of them."""
