"""Figures: data, words and a look in, a Plotly figure out."""
