# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blank forms made here, with the traps of real ones: nothing official is needed to test."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

READ_ONLY_MULTILINE = "multiline"


def blank_form() -> bytes:
    """A page of fields: a name, a split date, a reason on several lines, two boxes of one group, a box alone."""
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    canvas.drawString(60, 800, "Formulaire d'essai")
    form = canvas.acroForm
    plain = {"borderWidth": 0, "fontSize": 10}
    form.textfield(name="nom", x=60, y=740, width=300, height=16, **plain)
    form.textfield(name="etroit", x=60, y=715, width=60, height=16, **plain)
    for name, x, width in (("jour", 60, 20), ("mois", 84, 20), ("annee", 108, 36)):
        form.textfield(name=name, x=x, y=690, width=width, height=16, maxlen=4, **plain)
    form.textfield(name="motif", x=60, y=560, width=400, height=100, fieldFlags=READ_ONLY_MULTILINE, **plain)
    form.radio(name="civilite", value="1", x=60, y=530, size=12, buttonStyle="cross", selected=False)
    form.radio(name="civilite", value="2", x=120, y=530, size=12, buttonStyle="cross", selected=False)
    form.checkbox(name="accord", x=180, y=530, size=12, buttonStyle="cross", checked=False)
    form.radio(name="decision", value="1", x=220, y=530, size=12, buttonStyle="cross", selected=False)
    form.radio(name="decision", value="2", x=260, y=530, size=12, buttonStyle="cross", selected=False)
    form.textfield(name="oublie", x=60, y=490, width=300, height=16, **plain)
    form.textfield(name="paraphe", x=60, y=460, width=300, height=16, **plain)
    form.textfield(name="lieu", x=60, y=430, width=300, height=16, **plain)
    canvas.showPage()
    canvas.drawString(60, 800, "Page sans champ")
    canvas.save()
    return with_traps(sink.getvalue())


def with_traps(pdf: bytes) -> bytes:
    """Take one field out of the form's own list, and make another one a signature."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    form = writer.root_object["/AcroForm"].get_object()
    fields = form["/Fields"].get_object()
    form[NameObject("/Fields")] = ArrayObject(each for each in fields if each.get_object().get("/T") != "oublie")
    for annotation in writer.pages[0]["/Annots"]:
        if annotation.get_object().get("/T") == "paraphe":
            annotation.get_object()[NameObject("/FT")] = NameObject("/Sig")
    return written(writer)


def shifted_form() -> bytes:
    """The same form on a page whose corner is not at the origin, as some scanned forms have."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank_form())))
    for page in writer.pages:
        page.mediabox.lower_left = (-20, -30)
        page.mediabox.upper_right = (575, 812)
    return written(writer)


def turned_form() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank_form())))
    writer.pages[0].rotate(90)
    return written(writer)


def locked_form() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank_form())))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def xfa_form() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank_form())))
    writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
    return written(writer)


def waiting_form() -> bytes:
    """A form whose pages one reader alone makes: the file holds a page that asks to wait, and no field."""
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    canvas.drawString(60, 800, "Please wait...")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sink.getvalue())))
    described = writer._add_object(StreamObject())
    form = DictionaryObject({NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): described})
    writer.root_object[NameObject("/AcroForm")] = form
    return written(writer)


def static_xfa_form() -> bytes:
    """The same description beside true fields: the form prints without it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank_form())))
    writer.root_object["/AcroForm"].get_object()[NameObject("/XFA")] = writer._add_object(StreamObject())
    return written(writer)


def flat_form(pages: int = 1) -> bytes:
    """Pages with words and no field at all."""
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    for page in range(pages):
        canvas.drawString(60, 800, f"Formulaire sans champ, page {page + 1}")
        canvas.rect(60, 700, 300, 18)
        canvas.showPage()
    canvas.save()
    return sink.getvalue()


def form_with_cells() -> bytes:
    """A date in eight cells, a telephone in ten, a name in twelve."""
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    canvas.drawString(60, 800, "Formulaire à cases")
    for name, y, cells in (("date", 740, 8), ("telephone", 700, 10), ("nom", 660, 12)):
        canvas.acroForm.textfield(
            name=name, x=60, y=y, width=20 * cells, height=16, borderWidth=0, maxlen=cells, fieldFlags="comb"
        )
    canvas.save()
    return sink.getvalue()


def form_without_page() -> bytes:
    writer = PdfWriter()
    return written(writer)


def heavy_form() -> bytes:
    """A readable form with 26 MB of something else after it."""
    return blank_form() + b"\n%" + b"0" * (26 * 1024 * 1024)


def written(writer: PdfWriter) -> bytes:
    sink = BytesIO()
    writer.write(sink)
    return sink.getvalue()
