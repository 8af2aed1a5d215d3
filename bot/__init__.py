"""Warta: follows the news for a Discord server and answers with sentences somebody published."""

__version__ = "0.1.0"
