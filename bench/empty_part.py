"""The smallest app that answers a slider: a fragment with a slider and a line that follows it."""

import streamlit as st


@st.fragment
def draw_part() -> None:
    chosen = st.select_slider("Sandsynlighed", [f"{n} pct." for n in range(101)], "50 pct.", key="slider")
    st.html(f'<p class="m-reaches">{chosen}</p>')


draw_part()
