"""A link as a QR code (ISO/IEC 18004), as a picture that grows without loss."""

from html import escape

BORDER = 4  # modules of white around it, by the standard
MOST = 600  # signs of a link


def qr_svg(link: str, title: str) -> str:
    """An SVG, dark on white whatever the page's colours: not every camera reads the other way.

    ``title`` is what a screen reader says. Raises ``ValueError`` for a link above ``MOST`` signs.
    """
    from qrcode.constants import ERROR_CORRECT_M  # with Pillow, where it is only loaded if used
    from qrcode.main import QRCode

    if len(link) > MOST:
        raise ValueError(f"expected a link of at most {MOST} signs, got {len(link)}")
    code = QRCode(error_correction=ERROR_CORRECT_M, border=BORDER)
    code.add_data(link)
    rows = code.get_matrix()
    side = len(rows)
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path d="M0 0h{side}v{side}h-{side}z" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
