"""Forms: what is pasted, and what a server sets.

Discord opens a form only as the first answer to an interaction, so one that failed cannot simply stay open:
its error comes with a button that opens it again with what was typed, which is kept for some minutes.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.client import WartaBot, patiently
from cogs.buttons import FORM, Button
from cogs.errors import report
from cogs.escape import label
from cogs.notices import AMBER, notice
from cogs.phrases import Says
from cogs.replies import ACKNOWLEDGED, Interaction, setting_of, take, tell_privately

_OPEN = 900.0  # seconds after which a form that was not sent is forgotten here, too
_TITLE, _LABEL, _HINT = 45, 45, 100  # letters
LONGEST_PASTE, LONGEST_QUESTION = 4_000, 2_000

Values = Mapping[str, str]
Sent = Callable[[discord.Interaction[Any], Values], Awaitable[None]]


class Form(ui.Modal):
    """Fields under a title; `sent` is given what stands in them, `again` makes the form with it."""

    def __init__(
        self, title: str, fields: Mapping[str, ui.Label[Any]], sent: Sent, again: Callable[[Values], "Form"]
    ) -> None:
        super().__init__(title=label(title, _TITLE), timeout=_OPEN)
        self._fields = fields
        self._sent = sent
        self._again = again
        for one in fields.values():
            self.add_item(one)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the form comes for the first time, and in time."""
        return bool(await interaction.client.admits(interaction))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand on what stands in the fields."""
        await self._sent(interaction, self._values())

    def _values(self) -> Values:
        return {name: _value(one) for name, one in self._fields.items()}

    async def on_error(  # type: ignore[override]  # as discord.py itself declares it for forms
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Report it like everything else, with what was typed at hand."""
        values, again = self._values(), self._again
        key = interaction.client.forms.put((interaction.user.id, lambda: again(values)))
        await report(interaction, error, lambda says: Button(says.form_again, FORM, key))


async def open_form(interaction: Interaction, form: ui.Modal) -> None:
    """Show a form in answer to an interaction. Raises Limited."""
    take(interaction.client, interaction.user.id, interaction.guild_id)

    async def send() -> None:
        try:
            await interaction.response.send_modal(form)
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:  # an attempt whose answer was lost has arrived
                raise

    await patiently(send)


async def reopen(interaction: Interaction, key: str) -> None:
    """Show a form that failed, with what was typed into it."""
    person, form = interaction.client.forms.find(key) or (0, None)
    if form is None or person != interaction.user.id:
        place = await setting_of(interaction)
        await tell_privately(interaction, notice(place.says().form_gone, AMBER))
        return
    await open_form(interaction, form())


def _value(field: ui.Label[Any]) -> str:
    component = field.component
    if isinstance(component, ui.Select):
        return str(component.values[0]) if component.values else ""
    return str(getattr(component, "value", "") or "").strip()


def line(words: str, *, hint: str = "", default: str = "", longest: int = 200) -> ui.Label[Any]:
    """A field of one line that may stay empty."""
    text: ui.TextInput[Any] = ui.TextInput(required=False, default=default or None, max_length=longest)
    return ui.Label(text=label(words, _LABEL), description=label(hint, _HINT) or None, component=text)


def paragraph(
    words: str, *, hint: str = "", default: str = "", required: bool = False, longest: int = 4_000
) -> ui.Label[Any]:
    """A field of several lines."""
    text: ui.TextInput[Any] = ui.TextInput(
        style=discord.TextStyle.paragraph,
        required=required,
        default=default or None,
        max_length=longest,
    )
    return ui.Label(text=label(words, _LABEL), description=label(hint, _HINT) or None, component=text)


def choice(words: str, options: Sequence[tuple[str, str]], chosen: str) -> ui.Label[Any]:
    """A field with one of some (name, value)."""
    select: ui.Select[Any] = ui.Select(
        options=[
            discord.SelectOption(label=label(name, _HINT), value=value, default=value == chosen)
            for name, value in options
        ]
    )
    return ui.Label(text=label(words, _LABEL), component=select)


def paste_form(says: Says, sent: Sent, typed: Values | None = None) -> Form:
    """The form into which an article is pasted."""
    value = (typed or {}).get
    return Form(
        says.paste_title,
        {
            "title": line(says.paste_headline, default=value("title", "")),
            "text": paragraph(
                says.paste_text, default=value("text", ""), required=True, longest=LONGEST_PASTE
            ),
            "outlet": line(says.paste_source, default=value("outlet", "")),
            "published_at": line(says.paste_date, default=value("published_at", ""), longest=50),
            "url": line(says.paste_url, default=value("url", ""), longest=500),
        },
        sent,
        lambda values: paste_form(says, sent, values),
    )


AUTOMATIC = "auto"


def setup_form(says: Says, language: str, zone: str, sent: Sent, pages: str = "", digest: str = "") -> Form:
    """The form in which a server is set up."""
    languages = [(says.setup_automatic, AUTOMATIC), ("English", "en"), ("Bahasa Indonesia", "id")]
    return Form(
        says.setup_title,
        {
            "language": choice(says.setup_language, languages, language or AUTOMATIC),
            "zone": line(says.setup_zone, hint=says.setup_zone_hint, default=zone, longest=60),
            "digest": line(says.setup_digest, hint=says.setup_digest_hint, default=digest, longest=200),
            "pages": paragraph(says.setup_pages, hint=says.setup_pages_hint, default=pages, longest=2_000),
        },
        sent,
        lambda typed: setup_form(
            says, typed["language"], typed["zone"], sent, typed["pages"], typed.get("digest", "")
        ),
    )


def ask_form(says: Says, sent: Sent, question: str = "") -> Form:
    """The form in which a story of a digest is asked about."""
    return Form(
        says.digest_ask_title,
        {
            "question": paragraph(
                says.digest_ask_question, default=question, required=True, longest=LONGEST_QUESTION
            )
        },
        sent,
        lambda typed: ask_form(says, sent, typed["question"]),
    )


async def setup(bot: WartaBot) -> None:
    """Add the button that opens a form again."""
    bot.on_press(FORM, reopen)
