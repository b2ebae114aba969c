"""What is read becomes blocks: the words of the one that is open, and the pictures held in it."""

from typing import Any

from service.cleaning.block import Block, Picture, Shape
from service.cleaning.segment import media
from service.cleaning.segment.marks import Around, Frames
from service.cleaning.segment.runs import BREAK, Piece, lines, mended, write


class Flow:
    """The blocks so far, and the run of words that is being read."""

    def __init__(self, *, twice: bool) -> None:
        self.twice = twice
        self.blocks: list[Block] = []
        self.run: list[Piece] = []
        self.held: list[Picture] = []
        self.frame = Frames().of
        self.shape, self.level = Shape.PARAGRAPH, 0
        self.covered: tuple[int, Around] | None = None
        self.broken = False
        self.pressed: tuple[int, int] | None = None

    def flush(self, around: Around) -> None:
        """End the block being read, if any, and set down the pictures that stood in it."""
        if self.run:
            run = mended(self.run) if self.twice else self.run
            for part in lines(run) if self.broken else (run,):
                self._written(part, around)
            self.run.clear()
            self.covered, self.broken = None, False
        if self.held:
            held, self.held = self.held, []
            for picture in held:
                self.add(Shape.IMAGE, frame=self.frame(around), picture=picture)

    def _written(self, run: list[Piece], around: Around) -> None:
        written = write(run) if run else None
        if written is None:
            return
        text, html, linked, bold = written
        frame = self.frame(around)
        pressed = self.pressed is not None and self.pressed == (len(self.blocks), id(frame))
        if pressed and not any(map(str.isalpha, text)):
            last = self.blocks[-1]
            self.blocks[-1] = last._replace(
                text=f"{last.text} {text}", html=f"{last.html} {html}"
            )
            return
        if self.covered is not None and len(run) <= self.covered[0] and not self.broken:
            frame = self.frame(self.covered[1])
        alone = linked == len(text) or text.startswith("http")
        if alone and (address := media.shown_alone(text, html)):
            self.add(Shape.EMBED, frame=frame, address=address)
            return
        self.blocks.append(
            Block(len(self.blocks), self.shape, text, html, frame, self.level, linked, bold)
        )

    def add(self, shape: Shape, text: str = "", **says: Any) -> None:
        """Set down a block that is no run of text."""
        self.blocks.append(Block(len(self.blocks), shape, text, **says))

    def press(self, around: Around) -> None:
        """Note that a button ends here: the number beside it is its own."""
        if self.blocks and self.blocks[-1].text:
            self.pressed = len(self.blocks), id(self.frame(around))

    def end_line(self, around: Around) -> None:
        """Begin a line; two breaks, with white space between them at most, end a block."""
        at = len(self.run) - 1
        while at >= 0 and self.run[at] is not BREAK and self.run[at][0].isspace():
            at -= 1
        if at < 0 or self.run[at] is BREAK:
            self.flush(around)
        else:
            self.run.append(BREAK)
            self.broken = True
