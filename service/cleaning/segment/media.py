"""Pictures and embeds: which elements are one, and the address of what they show."""

import re
from html import unescape
from typing import Final
from urllib.parse import quote, urlsplit

from selectolax.lexbor import LexborNode

from service.cleaning import addresses, images
from service.cleaning.block import Picture
from service.cleaning.segment.runs import Attributes
from service.cleaning.signs import each
from service.cleaning.wording import fold

_MOST_SOURCES: Final = 8
_LONGEST_TITLE: Final = 500
_LONE_LINK: Final = re.compile(r"<a href=\"([^\"]{1,2100})\">[^<>]{1,300}</a>")
_NO_LARGER: Final = frozenset({"0", "1", "2", "3", "0px", "1px"})
"""A frame of this size shows nothing: it counts readers."""
PICTURES: Final = each("amp-img amp-anim")
UNSEEN: Final = each(
    "amp-ad amp-embed amp-sticky-ad amp-auto-ads amp-analytics amp-pixel amp-consent amp-geo "
    "amp-install-serviceworker amp-iframe-pixel amp-state amp-bind-macro amp-font amp-animation"
)
_PLAYERS: Final = each(
    "iframe video audio embed amp-iframe amp-video amp-audio amp-video-iframe"
)
_BY_ID: Final = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v="),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/"),
    "amp-facebook": ("data-href", ""),
    "amp-pinterest": ("data-url", ""),
    "amp-reddit": ("data-src", ""),
    "amp-tiktok": ("data-src", ""),
    "amp-gist": ("data-gistid", "https://gist.github.com/"),
}
EMBEDS: Final = _PLAYERS | _BY_ID.keys() | {"object"}
HOSTS: Final = tuple(
    f".{host}"
    for host in each(
        "youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com dai.ly twitch.tv tiktok.com "
        "twitter.com x.com instagram.com facebook.com fb.watch threads.net bsky.app reddit.com pinterest.com "
        "linkedin.com spotify.com soundcloud.com podcasts.apple.com music.apple.com deezer.com bandcamp.com "
        "mixcloud.com acast.com audioboom.com megaphone.fm simplecast.com omny.fm datawrapper.de "
        "datawrapper.dwcdn.net flourish.studio flo.uri.sh infogram.com documentcloud.org scribd.com issuu.com "
        "slideshare.net giphy.com imgur.com streamable.com rumble.com ted.com vk.com rutube.ru ok.ru "
        "bilibili.com nicovideo.jp youku.com t.me"
    )
)
"""Where an address that stands alone in a paragraph is shown as what it leads to."""


def picture(
    node: LexborNode, attributes: Attributes, base: str | None, withheld: frozenset[str]
) -> Picture:
    """Return the picture of an `<img>`."""
    return images.read(attributes, base, lambda: _sources(node), withheld)


def fallback(node: LexborNode, base: str | None) -> Picture | None:
    """Return the picture that a `<noscript>` holds for readers without scripts."""
    image = node.css_first("img")
    found = images.read(image.attributes, base) if image is not None else None
    return found if found and found.url and not found.tracking else None


def is_copy(found: Picture, last: Picture, node: LexborNode) -> bool:
    """Whether what a `<noscript>` holds is the picture before it: its address, or the place of one."""
    if last.url is None or not found.url or addresses.key(last.url) == addresses.key(found.url):
        return True
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before is not None and before.tag in {"img", "picture", "amp-img"}


def either(last: Picture, copy: Picture) -> Picture:
    """Return a picture with the address of its copy, and all that either says."""
    return last._replace(url=copy.url, alt=last.alt or copy.alt)


def embed(tag: str, node: LexborNode, base: str | None) -> tuple[str, str] | None:
    """Return the address and the title of what an element shows from elsewhere, if it does."""
    attributes = node.attributes
    if attributes.get("width") in _NO_LARGER or attributes.get("height") in _NO_LARGER:
        return None
    if tag in _BY_ID:
        name, before = _BY_ID[tag]
        said = attributes.get(name) or ""
        address = addresses.web(before + quote(said, safe="") if before else said, base)
        return (address, "") if said and address else None
    tries = [attributes.get("data-src"), attributes.get("data-lazy-src"), attributes.get("src")]
    if tag not in {"iframe", "embed"}:
        tries += [
            inner.attributes.get("src") for inner in node.css("source, embed")[:_MOST_SOURCES]
        ]
        tries.append(attributes.get("data"))
    for one in tries:
        if address := addresses.web(one, base):
            return address, fold(attributes.get("title") or "")[:_LONGEST_TITLE]
    return None


def shown_alone(text: str, html: str = "") -> str | None:
    """Return what a text is the address of, where it is nothing but that of a video or a post.

    A link that says no more than its host is an embed as we write one ourselves.
    """
    if " " in text or "." not in text:
        return None
    if found := _LONE_LINK.fullmatch(html):
        address = unescape(found[1])
        if (urlsplit(address).hostname or "").removeprefix("www.") == text:
            return address
    address = addresses.web(text, None) or ""
    parts = urlsplit(address)
    known = f".{parts.hostname or ''}".endswith(HOSTS)
    return address if known and len(parts.path + parts.query) > 1 else None


def _sources(node: LexborNode) -> list[str]:
    """The sets of the `<source>`s that stand before an `<img>`."""
    found: list[str] = []
    before = node.prev
    while before is not None and len(found) < _MOST_SOURCES:
        if before.tag == "source":
            found.append(before.attributes.get("srcset") or "")
        elif before.is_element_node:
            break
        before = before.prev
    return found
