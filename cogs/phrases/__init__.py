"""What Warta says in Discord beside what it says everywhere (`bot.phrases`), in English and Indonesian.

A topic is a module with a dataclass of its phrases and one of these for each language; `Says` is all of them.
Commands, their options and descriptions are in `cogs.translator`.
"""

from dataclasses import dataclass

from bot.phrases import ENGLISH, INDONESIAN, Phrases
from cogs.phrases import answers, digests, feeds, library, manners, recaps, settings, topics, watches


@dataclass(frozen=True, kw_only=True)
class Says(
    answers.Answers,
    library.LibraryWords,
    settings.SettingWords,
    manners.Manners,
    feeds.FeedWords,
    digests.DigestWords,
    recaps.RecapWords,
    watches.WatchWords,
    topics.TopicWords,
):
    """One language's phrases for Discord; those with braces are filled by `str.format`."""

    language: str
    common: Phrases


_TOPICS = (answers, library, settings, manners, feeds, digests, recaps, watches, topics)

EN = Says(
    language="en",
    common=ENGLISH,
    **{name: text for topic in _TOPICS for name, text in vars(topic.EN).items()},
)
ID = Says(
    language="id",
    common=INDONESIAN,
    **{name: text for topic in _TOPICS for name, text in vars(topic.ID).items()},
)


def says(language: str) -> Says:
    """The phrases for a language: Indonesian for Indonesian and Malay, else English."""
    return ID if language in ("id", "ms") else EN
