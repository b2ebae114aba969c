"""Which language's rules hold for a text: a guess for our own use, never shown."""

from collections import Counter
from typing import Final

from service.cleaning.rules import Rules
from service.cleaning.rules.phrasebook import spaced
from service.cleaning.wording import language_of, plain

_NEAR: Final = {
    "no": ("nb", "nn"),
    "he": ("iw",),
    "id": ("in", "ms"),
    "hr": ("sr", "bs", "sh"),
    "zh": ("yue",),
}
"""Other tags of a language, and languages so near that one folder holds the words of both."""
_RULED_AS: Final = {tag: ruled for ruled, tags in _NEAR.items() for tag in tags}
_FEWEST_WORDS: Final = 4
_HAN: Final = ("\u4e00", "\u9fff")


def ruling(stated: str | None, text: str, rules: Rules) -> str:
    """Return the language whose rules hold: as stated, else as the commonest words say; or ""."""
    said = (stated or "").lower().partition("-")[0]
    if said and said != "und":
        return _RULED_AS.get(said, said)
    script = language_of(text)
    return script if script != "und" else _by_words(text, rules)


def _by_words(text: str, rules: Rules) -> str:
    words = Counter(filter(rules.common.__contains__, spaced(plain(text)).split()))
    counts: Counter[str] = Counter()
    for word, times in words.items():
        for language in rules.common[word]:
            counts[language] += times
    most, best = max(((times, said) for said, times in counts.items()), default=(0, ""))
    if most >= _FEWEST_WORDS:
        return best
    return "zh" if any(_HAN[0] <= letter <= _HAN[1] for letter in text[:200]) else ""
