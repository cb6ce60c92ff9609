"""An executed notebook as one HTML page that asks nothing of the network: `python -m conversatoire.page NOTEBOOK PAGE`."""

import sys
from pathlib import Path

# nbconvert's pages load RequireJS, MathJax and Mermaid from a CDN; our notebooks need none of them. Nothing at all may run in the page.
TEMPLATE = """{% extends 'lab/index.html.j2' %}
{% block html_head_js %}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; \
form-action 'none'">
{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}"""


def write(notebook: Path, page: Path) -> None:
    """Writes `notebook` (executed) as the HTML file `page`; its title is the notebook's first heading."""
    import nbformat
    from jinja2 import DictLoader
    from nbconvert.exporters import HTMLExporter

    content = nbformat.read(notebook, as_version=4)
    content.metadata.pop("widgets", None)  # a saved widget would load its renderer from a CDN
    first = next((cell.source for cell in content.cells if cell.cell_type == "markdown"), notebook.stem)
    content.metadata["title"] = first.splitlines()[0].lstrip("# ")
    exporter = HTMLExporter(extra_loaders=[DictLoader({"page.html.j2": TEMPLATE})], template_file="page.html.j2", embed_images=True)
    body, _ = exporter.from_notebook_node(content)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(body, encoding="utf-8")


if __name__ == "__main__":
    # jsonschema compiles a grammar of addresses when it is imported, 1.5 s of each page, for a format that no notebook uses.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    write(Path(sys.argv[1]), Path(sys.argv[2]))
