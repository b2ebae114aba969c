"""`copydesk openapi`: the documents of the API, as they are served."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli import desk
from service.web.app import create_app
from service.web.openapi import article_schema, as_text, document


def openapi(
    folder: Annotated[
        Path | None,
        typer.Option("--write", help="Write openapi.json and article.schema.json here."),
    ] = None,
) -> None:
    """Print the OpenAPI document, or write it and the article's schema into a folder."""
    served = as_text(document(create_app(desk.settings())))
    if folder is None:
        print(served, end="")
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openapi.json").write_text(served, encoding="utf-8")
    (folder / "article.schema.json").write_text(as_text(article_schema()), encoding="utf-8")
