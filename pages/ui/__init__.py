"""What the pages share: frame, words, looks, marks and the shell around Streamlit."""
