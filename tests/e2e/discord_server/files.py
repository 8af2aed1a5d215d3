"""Attachments: what people and the bot upload, and what the content network serves."""

import mimetypes
from dataclasses import dataclass

from tests.e2e.discord_server.constants import Json


@dataclass(frozen=True)
class Upload:
    """A file as somebody hands it over; Discord derives the type from the name unless it is told."""

    name: str
    data: bytes
    content_type: str | None = None
    claims: int | None = None  # bytes that are announced, if not those that there are

    @property
    def kind(self) -> str | None:
        if self.content_type is not None:
            return self.content_type
        guessed = mimetypes.guess_type(self.name)[0]
        return f"{guessed}; charset=utf-8" if guessed and guessed.startswith("text/") else guessed


@dataclass(frozen=True)
class Stored:
    """An upload with its place on the content network."""

    id: int
    upload: Upload
    url: str
    ephemeral: bool = False

    def payload(self) -> Json:
        said: Json = {
            "id": str(self.id),
            "filename": self.upload.name,
            "size": len(self.upload.data) if self.upload.claims is None else self.upload.claims,
            "url": self.url,
            "proxy_url": self.url,
        }
        if self.upload.kind is not None:
            said["content_type"] = self.upload.kind
        return said | {"ephemeral": True} if self.ephemeral else said
