"""The styles of a paper in Word: A4, its typeface, its headings, and the language that it is proofread in."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

INK, MUTED, DEEP, RULE = "1C2126", "56606A", "15506B", "D3D9DE"
_TYPEFACE = "Calibri"
_LOCALES = {"da": "da-DK", "en": "en-GB"}
_SIZES = {
    "Normal": 10.0,
    "Title": 22.0,
    "Subtitle": 12.0,
    "Heading 1": 14.0,
    "Heading 2": 11.5,
    "Caption": 9.5,
    "No Spacing": 10.0,
    "List Bullet": 10.0,
}
NEEDED = (*_SIZES, "Header", "Footer", "Table Grid")
"""The styles that a paper is written in."""

_SPACES = {"Title": (0, 2), "Subtitle": (0, 6), "Heading 1": (16, 4), "Heading 2": (10, 3), "Caption": (8, 3)}
_COLOURS = {"Subtitle": MUTED, "Heading 1": DEEP, "Heading 2": DEEP}


def set_styles(document: Document, lang: str) -> None:
    """Set the page, and the styles that a paper uses."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)
    page.header_distance = page.footer_distance = Mm(9)
    for name, size in _SIZES.items():
        _set_style(document, name, size)
    for name in ("Header", "Footer"):
        _set_style(document, name, 8.5)
        document.styles[name].font.color.rgb = RGBColor.from_string(MUTED)
    set_language(document, lang)
    _thin_rules(document)


def _set_style(document: Document, name: str, size: float) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = _TYPEFACE, Pt(size)
    style.font.color.rgb = RGBColor.from_string(_COLOURS.get(name, INK))
    style.font.bold = name in ("Title", "Heading 1", "Heading 2", "Caption")
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(part), _TYPEFACE)
    for part in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(part), None)
    if name in _SPACES:
        before, after = _SPACES[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        style.element.get_or_add_rPr().remove(spacing)
    if name == "Title":
        for rule in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            style.element.get_or_add_pPr().remove(rule)


def set_language(document: Document, lang: str) -> None:
    """Set the language that a document is proofread in."""
    for style in document.styles:
        if style.type is WD_STYLE_TYPE.PARAGRAPH and style.name == "Normal":
            properties = style.element.get_or_add_rPr()
            for before in properties.findall(qn("w:lang")):
                properties.remove(before)
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), _LOCALES[lang])
            properties.append(language)


def _thin_rules(document: Document) -> None:
    """Let tables have thin rules between their rows, and none between columns."""
    properties = document.styles["Table Grid"].element.find(qn("w:tblPr"))
    borders = properties.find(qn("w:tblBorders"))
    for rule in list(borders):
        side = rule.tag.partition("}")[2]
        rule.set(qn("w:val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        rule.set(qn("w:color"), RULE)
