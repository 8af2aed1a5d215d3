"""Questions that were asked, and what is said behind them."""

from datetime import UTC, datetime

from bot.answer.conversation import Turn
from bot.answer.followup import Followup, resolve
from bot.answer.question import analyse
from bot.text.lexicon import load

NOW = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)

ACCUSED = "who accused DeepSeek?"
OPENED = "Siapa yang meresmikan Jembatan Cirandu Baru?"
FLOODED = "How many houses were flooded in Tambakreja?"
JAILED = "When was Surya Adiraksa sentenced in Randusegara?"
COST = "How much did the Cirandu bridge cost?"
FIRE = "What caused the market fire?"
YEAR = "What happened in Jakarta in 2024?"
SQUID = "berapa harga cumi per kilogram?"
PASSIVE = "DeepSeek dituduh melakukan apa oleh OpenAI?"
CAPITAL = "What is the capital of France?"
REGENT = "Siapa bupati Randusegara?"
SAID = "What did Rini Halim say about the bridge?"


def turn(text: str, answered: str = "") -> Turn:
    """A question that was asked just now."""
    return Turn(text, analyse(text, load()).names, NOW, answered)


def after(*texts: str) -> Followup:
    """The last of `texts`, said behind the others."""
    return resolve(texts[-1], [turn(one) for one in texts[:-1]], load())
