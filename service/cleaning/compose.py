"""An article's body as HTML and as text, composed of pieces that are already safe."""

from html import escape
from typing import Final, assert_never

from service.cleaning.markup import seal_body
from service.model.article import (
    Block,
    Code,
    Divider,
    Embed,
    Heading,
    Image,
    ImageBlock,
    ListBlock,
    Paragraph,
    Quote,
    RichText,
    Table,
)
from service.model.value import SafeHtml

_APART: Final = "\n\n"


def body_html(body: tuple[Block, ...], images: tuple[Image, ...]) -> SafeHtml:
    """Return the body as HTML, pictures with their captions where they stand."""
    return seal_body("\n".join(piece for block in body if (piece := _html(block, images))))


def body_text(body: tuple[Block, ...]) -> str:
    """Return the body's texts, blank lines between."""
    return _APART.join(text for block in body if (text := text_of(block)))


def text_of(block: Block) -> str:
    """Return what a block says; nothing for one that only shows something."""
    match block:
        case ListBlock():
            return "\n".join(item.text for item in block.items)
        case Table():
            return "\n".join(_row_text(row) for row in block.rows)
        case Paragraph() | Heading() | Quote() | Code():
            return block.text
        case ImageBlock() | Embed() | Divider():
            return ""
        case _:
            assert_never(block)


def _row_text(row: tuple[RichText, ...]) -> str:
    return " ".join(cell.text for cell in row if cell.text)


def _html(block: Block, images: tuple[Image, ...]) -> str:
    match block:
        case Paragraph():
            return f"<p>{block.html}</p>"
        case Heading():
            return f"<h{block.level}>{block.html}</h{block.level}>"
        case ListBlock():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{item.html}</li>' for item in block.items)}</{tag}>"
        case Quote():
            return _quote(block)
        case Table():
            return f"<table><tbody>{''.join(map(_row, block.rows))}</tbody></table>"
        case _:
            return _shown(block, images)


def _shown(block: ImageBlock | Embed | Code | Divider, images: tuple[Image, ...]) -> str:
    match block:
        case ImageBlock():
            return _figure(images[block.image])
        case Embed():
            title = escape(block.title or block.provider)
            return f'<p><a href="{escape(block.url)}">{title}</a></p>'
        case Code():
            return f"<pre><code>{escape(block.text, quote=False)}</code></pre>"
        case Divider():
            return "<hr>"
        case _:
            assert_never(block)


def _quote(block: Quote) -> str:
    cite = f"<p><cite>{escape(block.cite, quote=False)}</cite></p>" if block.cite else ""
    return f"<blockquote><p>{block.html}</p>{cite}</blockquote>"


def _row(row: tuple[RichText, ...]) -> str:
    return f"<tr>{''.join(f'<td>{cell.html}</td>' for cell in row)}</tr>"


def _figure(image: Image) -> str:
    said = " ".join(
        escape(words, quote=False)
        for words in (image.caption, f"({image.credit})" if image.credit else None)
        if words
    )
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    if image.url is None:
        return f"<figure>{caption}</figure>" if caption else ""
    size = "".join(
        f' {name}="{value}"'
        for name, value in (("width", image.width), ("height", image.height))
        if value
    )
    alt = escape(image.alt or "")
    return f'<figure><img src="{escape(image.url)}" alt="{alt}"{size}>{caption}</figure>'
