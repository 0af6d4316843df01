"""Draws a PDF of one page (ISO 32000-1) with text in Japanese and English; the reader's own font is used for both."""

import zlib

TOP, LEADING, SIZE, MARGIN = 780, 24, 11, 56  # points
HEAD = 18  # points: the first line is larger
# Every code of the font is the character's UTF-16 code, which programs that read the text need to be told.
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Sample def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
256 beginbfrange
%s
endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end""" % b"\n".join(
    b"<%04X> <%04X> <%04X>" % (high << 8, (high << 8) + 255, high << 8) for high in range(256)
)


def sample_pdf(lines: list[str]) -> bytes:
    """Return a PDF with these lines on a page of A4."""
    fonts = b"<< /F 4 0 R >>"
    drawn = zlib.compress(drawing(lines))
    cmap = zlib.compress(TO_UNICODE)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font %s >> >>" % fonts,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPr6N-Regular /Encoding /UniJIS-UTF16-H /DescendantFonts "
        b"[5 0 R] /ToUnicode 8 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /KozMinPr6N-Regular /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Japan1) /Supplement 6 >> /FontDescriptor 6 0 R /DW 1000 /W [1 230 500] >>",
        b"<< /Type /FontDescriptor /FontName /KozMinPr6N-Regular /Flags 6 /FontBBox [-437 -340 1147 1317] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 740 /StemV 80 >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    return assembled(objects)


def drawing(lines: list[str]) -> bytes:
    """Return the operators that write the lines, the first one larger."""
    written = [b"BT /F %d Tf %d %d Td %d TL" % (HEAD, MARGIN, TOP, LEADING)]
    for at, line in enumerate(lines):
        written += [b"/F %d Tf" % SIZE] if at == 1 else []
        written.append(b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode())
    return b"\n".join([*written, b"ET"])


def assembled(objects: list[bytes]) -> bytes:
    """Return the file: header, objects, and where each of them begins."""
    parts, starts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], list[int]()
    for number, body in enumerate(objects, 1):
        starts.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(parts) + end % (len(objects) + 1, table, len(objects) + 1, sum(map(len, parts)))
