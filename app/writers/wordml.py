"""Paragraphs and runs of WordprocessingML."""

from html import escape


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph in the style of this id."""
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{properties}</w:pPr>{runs}</w:p>'


def run(text: str, style: str = "", properties: str = "") -> str:
    """A run of text, in a character style if one is given; "\\n" breaks the line."""
    # The hint gives quotation marks and dashes, which Chinese and Latin type share, to the Chinese font.
    named = f'<w:rStyle w:val="{escape(style)}"/>' if style else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(text, quote=False).split("\n"))
    return (
        f'<w:r><w:rPr>{named}<w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>'
        f'<w:t xml:space="preserve">{lines}</w:t></w:r>'
    )
