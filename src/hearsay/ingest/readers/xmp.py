"""XMP: what programs write into PDFs and pictures about who made them, when and with what (ISO 16684-1).

In: the bytes of a packet, or of something that holds one. Out: Said values. Entities are not resolved, nothing is fetched.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from hearsay.ingest.reading import Said

_SPACE = re.compile(r"\s+")
_NAMES = frozenset({
    "title", "creator", "description", "subject", "CreateDate", "ModifyDate", "MetadataDate", "CreatorTool", "Producer",
    "DocumentID", "InstanceID", "OriginalDocumentID", "softwareAgent", "when", "date", "publisher", "rights", "Headline",
    "Credit", "Source", "Instructions", "City", "Country", "Location", "DateCreated", "UserComment",
})  # fmt: skip
_LONGEST = 500
_ELEMENTS = 5000
_END = b"</rdf:RDF>"


def said(packet: bytes) -> Iterator[Said]:
    """The values that are known by name, as `xmp_name`; nothing of a packet that is broken."""
    begin, end = packet.find(b"<rdf:RDF"), packet.find(_END)
    if not 0 <= begin <= end:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(packet[begin : end + len(_END)], parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    for element in islice(root.iter(), _ELEMENTS) if root is not None else ():
        pairs = [*element.attrib.items(), (element.tag, " ".join(element.itertext()))]
        for tag, value in pairs:
            name = str(tag).rpartition("}")[2] if isinstance(tag, str) else ""
            plain = _SPACE.sub(" ", str(value)).strip()[:_LONGEST]
            if name in _NAMES and plain:
                yield Said(f"xmp_{name.lower()}", plain, "metadata")
