"""What Discord shows and hears; each cog receives the services of `bot.app` and holds no logic of its own."""
