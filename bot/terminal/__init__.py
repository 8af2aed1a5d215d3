"""The terminal: its commands, what it reads and how things look; `bot.cli` and `bot.chat` are its doors."""
