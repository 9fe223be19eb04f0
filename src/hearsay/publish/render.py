"""The dossier as one HTML file that needs nothing else: no network, no script, no font but the reader's own.

In: a DossierView. Out: HTML. What a haul says is escaped, hidden characters are shown, directions are kept apart.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .bars import WIDTH
from .cite import require_held
from .phrases import counted, inline, shorten, signed
from .safe import attribute, context, raw, said
from .sheet import sheet, span
from .tree import NODE
from .tree import WIDTH as TREE_WIDTH
from .view import DossierView


def to_html(view: DossierView) -> str:
    """One self-contained page. Raises Uncited if a line has no citation or a citation does not slice."""
    require_held(view.lines, view.findings, view.pages)
    css = resource("dossier.css") + running(view.title)
    seal = b64encode(sha256(css.encode()).digest()).decode()
    page = environment().get_template("dossier.html")
    return page.render(sheet=sheet(view), css=Markup(css), seal=seal)  # noqa: S704  (our own file)


def running(title: str) -> str:
    """CSS of what stands in the margins of each printed page: the title, and the number of the page among all.

    Whatever is no letter or digit of ASCII is written as an escape, so that no title can leave its string.
    """
    shown = shorten(inline(title), 90)
    text = "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in shown)
    margin = "font: 8pt sans-serif; color: #444;"
    return (
        f'@page {{ @top-left {{ content: "{text}"; {margin} }} @top-right {{ content: "Hearsay dossier"; {margin} }}\n'
        f'  @bottom-right {{ content: counter(page) " / " counter(pages); {margin} }} }}\n'
    )


@cache
def environment() -> Environment:
    """Jinja2 with autoescape, strict about names, with the filters that make a haul's text safe."""
    found = Environment(
        autoescape=True,
        loader=FunctionLoader(resource),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        raw=raw, said=said, signed=signed, attribute=attribute, context=context, span=span, shorten=shorten
    )
    found.globals.update(counted=counted, bar_width=WIDTH, tree_width=TREE_WIDTH, node_x=NODE)
    return found


def resource(name: str) -> str:
    """A file of publish/data; its name comes from this package only."""
    return files(__package__).joinpath("data", name).read_text("utf-8")
