"""A proof: a short article to try cleaning on."""

from service.cleaning import clean
from service.cleaning.rules import load
from service.model.cleaned import Cleaned
from tests import make
from tests.editor import lines

LEAD = (
    "The river rose by two metres overnight and reached the steps of the town hall, "
    "where the mayor was reading the minutes of the last flood."
)
NEXT = (
    "By noon it had gone down again, and the volunteers who had carried the archive upstairs "
    "were asked to carry it back."
)
END = (
    "Nobody could say where the ducks had come from, but the baker, for one, was glad of them."
)
LONG = (
    "The harbour master, who keeps a list of such things, wrote down the hour and the weather, "
    "closed his book and went to see about the boats."
)


def figure(line: str, name: str = "d.jpg") -> str:
    """A picture with its caption."""
    return (
        f"<figure><img src='https://a.example/{name}'><figcaption>{line}</figcaption></figure>"
    )


def page(*paragraphs: str) -> str:
    """A body of paragraphs."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def cleaned(body: str, **says: object) -> Cleaned:
    """What comes of a body."""
    return clean(make.draft(body=body, **says), rules=load())


def kept(body: str, **says: object) -> list[str]:
    """The lines of the article that comes of a body."""
    return lines(cleaned(body, **says).story)
