"""Invented news of any size: the words of the lexicon and made-up names, as often as words are in real text.

Word frequencies follow Zipf's law, since a search costs what its most frequent words cost. The same seed
gives the same text. No sentence of it means anything.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.domain import Document
from bot.text import lexicon
from bot.text.lexicon import LANGUAGES
from bot.text.stopwords import STOPWORDS

SENTENCES_AN_ARTICLE = 14  # and a headline
WORDS_A_SENTENCE = (9, 26)  # at least and at most
_NAMES = 60_000
_RARE_WORDS = 60_000
# Zipf-Mandelbrot: the rank-th word is (rank + offset) ** -steepness as frequent. So chosen, the commonest
# content word stands in 9 sentences of 100, the hundredth in 1.5; 0.75 MB hold 14,000 stems: about as news.
_OFFSET, _STEEPNESS = 15, 1.3
_ONSETS = "b c d f g h j k l m n p r s t w y br dr kr ng pr sr st tr".split()
_VOWELS = "a e i o u ai au".split()
_FUNCTION_SHARE = 0.35
_NAME_SHARE = 0.1


@dataclass(frozen=True)
class Question:
    """A question whose answer is one known sentence."""

    text: str
    sentence: str


class Corpus:
    """Articles and questions about them."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._words = {language: self._vocabulary(language) for language in LANGUAGES}
        self._names = [self._made_up().capitalize() for _ in range(_NAMES)]
        self._weights = {
            language: list(accumulate((rank + _OFFSET) ** -_STEEPNESS for rank in range(len(words))))
            for language, words in self._words.items()
        }
        self._name_weights = list(accumulate((rank + _OFFSET) ** -_STEEPNESS for rank in range(_NAMES)))
        # In their written order the commonest function words come first often enough for a benchmark.
        self._function_words = sorted(STOPWORDS)

    def articles(
        self, count: int, *, sentences: int = SENTENCES_AN_ARTICLE, words: tuple[int, int] = WORDS_A_SENTENCE
    ) -> Iterator[Document]:
        """`count` articles, Indonesian and English in turn, of so many sentences of so many words each."""
        for number in range(count):
            language = LANGUAGES[number % len(LANGUAGES)]
            lines = [" ".join(self._sentence(language, words).split()[:9]).rstrip(".,")]
            lines += [self._sentence(language, words) for _ in range(sentences)]
            yield Document(
                "\n".join(lines), language=language, outlet="Benchmark", origin=f"article {number}"
            )

    def question(self, sentence: str) -> Question:
        """A question of three to six content words of `sentence`, in its order."""
        words = [word.strip(".,") for word in sentence.split()]
        content = [word for word in words if word.lower() not in STOPWORDS]
        kept = sorted(self._random.sample(range(len(content)), min(len(content), self._random.randint(3, 6))))
        start = self._random.choice(("who", "when did", "siapa yang", "kapan", "berapa", "what"))
        return Question(f"{start} {' '.join(content[place] for place in kept)}?", sentence)

    def _sentence(self, language: str, length: tuple[int, int]) -> str:
        draw = self._random
        words = []
        for _ in range(draw.randint(*length)):
            kind = draw.random()
            if kind < _FUNCTION_SHARE:
                words.append(draw.choice(self._function_words))
            elif kind < _FUNCTION_SHARE + _NAME_SHARE:
                words.append(draw.choices(self._names, cum_weights=self._name_weights)[0])
            else:
                words.append(draw.choices(self._words[language], cum_weights=self._weights[language])[0])
        return f"{' '.join(words).capitalize()}." if words[0].islower() else f"{' '.join(words)}."

    def _vocabulary(self, language: str) -> list[str]:
        column = LANGUAGES.index(language)
        forms = [
            form.strip()
            for line in lexicon.lines()
            if line and not line.startswith("#")
            for form in line.split("\t")[column].split(";")
        ]
        words = list(dict.fromkeys(form for form in forms if form.isalpha() and form.islower()))
        self._random.shuffle(words)
        return words + [self._made_up() for _ in range(_RARE_WORDS)]

    def _made_up(self) -> str:
        syllables = self._random.randint(2, 4)
        choose = self._random.choice
        return "".join(choose(_ONSETS) + choose(_VOWELS) for _ in range(syllables)) + choose(
            ("", "n", "s", "k")
        )
