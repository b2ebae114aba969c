"""Which language's rules hold for a text: a guess for our own use, never shown."""

from collections import Counter
from typing import Final

from service.cleaning.rules import Rules
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
_PUNCTUATION: Final = ".,;:!?\"'()«»“”„"
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
    counts: Counter[str] = Counter()
    for word, times in Counter(plain(text).split()).items():
        for language in rules.common.get(word.strip(_PUNCTUATION), ()):
            counts[language] += times
    best = counts.most_common(1)
    if best and best[0][1] >= _FEWEST_WORDS:
        return best[0][0]
    return "zh" if any(_HAN[0] <= letter <= _HAN[1] for letter in text[:200]) else ""
