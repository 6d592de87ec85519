"""The least that answers a slider: a part of a page with a slider and a line that follows it."""

import streamlit as st


@st.fragment
def part() -> None:
    chosen = st.select_slider("Sandsynlighed", [f"{n} pct." for n in range(101)], "50 pct.", key="slider")
    st.html(f'<p class="m-reaches">{chosen}</p>')


part()
