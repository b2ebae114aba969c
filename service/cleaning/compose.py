"""An article's body as HTML and as text, composed of pieces that are already safe."""

from html import escape
from typing import Final, assert_never

from service.cleaning.markup import enclose, seal, seal_block, stack
from service.cleaning.wording import counted, words
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

_RULE: Final = seal_block("<hr>")
_APART: Final = "\n\n"
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def body_html(body: tuple[Block, ...], images: tuple[Image, ...]) -> SafeHtml:
    """Return the body as HTML, pictures with their captions where they stand."""
    return stack(sealed for block in body if (sealed := _html(block, images)))


def body_text(body: tuple[Block, ...]) -> tuple[str, int]:
    """Return the body's texts, blank lines between, and how many words they have."""
    said = [text for block in body if (text := text_of(block))]
    text = _APART.join(said)
    if not said or any(isinstance(block, Code) for block in body):
        return text, words(text)
    # all but code is folded, so that its spaces tell the words
    ends = text.count("\n") - (len(_APART) - 1) * (len(said) - 1)
    return text, counted(text, text.count(" ") + ends + 1)


def text_of(block: Block) -> str:
    """Return what a block says; nothing for one that only shows something."""
    match block:
        case Paragraph() | Heading() | Quote() | Code():
            return block.text
        case ListBlock():
            return "\n".join([item.text for item in block.items])
        case Table():
            return "\n".join([_row_text(row) for row in block.rows])
        case ImageBlock() | Embed() | Divider():
            return ""
        case _:
            assert_never(block)


def _row_text(row: tuple[RichText, ...]) -> str:
    return " ".join(cell.text for cell in row if cell.text)


def _html(block: Block, images: tuple[Image, ...]) -> SafeHtml | None:
    match block:
        case Paragraph():
            return enclose("p", block.html)
        case Heading():
            return enclose(_HEADINGS[block.level - 1], block.html)
        case ListBlock():
            items = (enclose("li", item.html) for item in block.items)
            return enclose("ol" if block.ordered else "ul", *items)
        case Quote():
            return _quote(block)
        case Table():
            return enclose("table", enclose("tbody", *map(_row, block.rows)))
        case _:
            return _shown(block, images)


def _shown(
    block: ImageBlock | Embed | Code | Divider, images: tuple[Image, ...]
) -> SafeHtml | None:
    match block:
        case ImageBlock():
            figure = _figure(images[block.image])
            return seal_block(figure) if figure else None
        case Embed():
            title = escape(block.title or block.provider)
            return seal_block(f'<p><a href="{escape(block.url)}">{title}</a></p>')
        case Code():
            return seal_block(f"<pre><code>{escape(block.text, quote=False)}</code></pre>")
        case Divider():
            return _RULE
        case _:
            assert_never(block)


def _quote(block: Quote) -> SafeHtml:
    said = [enclose("p", block.html)]
    if block.cite:
        said.append(enclose("p", enclose("cite", seal(escape(block.cite, quote=False)))))
    return enclose("blockquote", *said)


def _row(row: tuple[RichText, ...]) -> SafeHtml:
    return enclose("tr", *(enclose("td", cell.html) for cell in row))


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
