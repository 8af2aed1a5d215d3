"""`python -m bot` is `warta`."""

from bot.cli import main

main()
