"""The same story for a terminal: `copydesk COMMAND`. Exit status 0: done, 1: not done, 2: misused."""

import sys

import typer

from service.cli import article, clean, feed, key, openapi, partner, rules, send, serve, source
from service.model.errors import CopydeskError

app = typer.Typer(
    name="copydesk",
    help="Takes a newsroom's articles in, cleans them, and serves partners the rest.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("serve", help=serve.HELP, epilog=serve.SETTINGS)(serve.serve)
app.command("clean")(clean.clean)
app.command("send")(send.send)
app.add_typer(article.app, name="article")
app.add_typer(source.app, name="source")
app.add_typer(partner.app, name="partner")
app.add_typer(feed.app, name="feed")
app.add_typer(key.app, name="key")
app.add_typer(rules.app, name="rules")
app.command("openapi")(openapi.openapi)


def main() -> None:
    """Run a command; say in one line what went wrong, where something did."""
    try:
        app()
    except CopydeskError as error:
        print(f"copydesk: {str(error) or type(error).__name__}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has had enough
        sys.exit(1)
