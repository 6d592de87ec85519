"""The typesetter and its typeface."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from export.papers.drawing.typesetter import MISSING, cover_text, find_covered_signs, set_pdf, set_picture


def test_every_sign_that_the_languages_use_is_covered() -> None:
    assert (
        cover_text("ÆØÅæøå é 1.234,5 · – − … “” ≤ ≥ ± × □ ▲ ▼") == "ÆØÅæøå é 1.234,5 · – − … “” ≤ ≥ ± × □ ▲ ▼"
    )
    assert ord(MISSING) in find_covered_signs()


def test_a_sign_that_the_typeface_does_not_have_becomes_a_box() -> None:
    assert cover_text("日😀a\nb") == "□□a\nb"


def test_a_picture_has_the_size_and_density_asked_for() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10"></svg>'
    assert Image.open(BytesIO(set_picture(drawing, 25.4, 200))).size == (200, 100)


def test_a_pdf_of_the_same_moment_is_the_same() -> None:
    template = b'#set document(title: "x")\n#set text(font: "Source Sans 3", lang: "da")\n#sys.inputs.said'
    made = [set_pdf(template, {"said": "*ikke fed*"}, 10**9) for _ in range(2)]
    assert made[0] == made[1]
