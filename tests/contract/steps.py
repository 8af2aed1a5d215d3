"""What the tests of the contract do again and again."""

from bot.domain import LOCAL, Add, Scope, Update
from bot.ports import Store
from tests.drafts import Piece, any_of, article

GUILD = Scope("guild:1")
MARKET = article("Pasar apung dibuka").saying("Pedagang datang sejak subuh.", "Harga ikan turun.")
MARKET_EDITED = MARKET.saying("Pedagang datang sejak subuh.", "Harga udang naik.", "Pembeli mengeluh.")


async def add(store: Store, *pieces: Piece, scope: Scope = LOCAL) -> list[int]:
    """Store `pieces` as new articles of the scope's library."""
    source = await store.library(scope)
    return await store.save_intents(source, [Add(piece.draft()) for piece in pieces])


async def update(store: Store, article_id: int, piece: Piece) -> int:
    """Store `piece` as the next revision of an article of the local library."""
    (revised,) = await store.save_intents(await store.library(LOCAL), [Update(article_id, piece.draft())])
    return revised


async def texts(store: Store, article_id: int, scope: Scope = LOCAL) -> list[str]:
    """What an article says today, sentence by sentence."""
    return [sentence.text for sentence in await store.sentences(scope, article_id)]


async def found(store: Store, *terms: str, scope: Scope = LOCAL) -> list[str]:
    """The sentences that a search for any of `terms` gives, in alphabetical order."""
    return sorted(one.sentence.text for one in await store.search(any_of(*terms), scope, 50))
