"""Drawing: HTML and figures as data. Nothing here knows Streamlit."""
