"""The own days of channels."""

SQL = """
-- Channels whose own day is on. In all others nothing is kept.
CREATE TABLE channel_days (
    channel     INTEGER PRIMARY KEY,
    scope       TEXT NOT NULL,
    index_links INTEGER NOT NULL,
    on_by       INTEGER NOT NULL,   -- 0 where that person was forgotten
    on_at       TEXT NOT NULL
) STRICT;
CREATE INDEX channel_days_of_scope ON channel_days (scope);

-- What was written there, for some hours.
CREATE TABLE lines (
    message_id INTEGER PRIMARY KEY,
    scope      TEXT NOT NULL,
    channel    INTEGER NOT NULL REFERENCES channel_days (channel) ON DELETE CASCADE,
    person     INTEGER NOT NULL,
    text       TEXT NOT NULL,
    at         TEXT NOT NULL,
    reply_to   INTEGER NOT NULL,    -- 0 for no reply
    reactions  INTEGER NOT NULL,
    links      TEXT NOT NULL        -- JSON list of addresses
) STRICT;
CREATE INDEX lines_of_channel ON lines (channel, at);
CREATE INDEX lines_of_person ON lines (person, scope);
CREATE INDEX lines_by_time ON lines (at);

-- Who wants nothing of theirs to be kept, in no server.
CREATE TABLE opted_out (
    person INTEGER PRIMARY KEY,
    since  TEXT NOT NULL
) STRICT;

-- Where a question was answered for all to see, 0 elsewhere, and the message that asked it, 0 for a command.
ALTER TABLE asked ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asked ADD COLUMN put_in INTEGER NOT NULL DEFAULT 0;
CREATE INDEX asked_in_place ON asked (place, asked_at) WHERE place <> 0;
"""
