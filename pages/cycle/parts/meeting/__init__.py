"""The quarterly meeting, part by part: first minute, old business, one goal at a time, capture, close and minutes."""
