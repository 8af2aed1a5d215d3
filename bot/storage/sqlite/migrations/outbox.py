"""What is posted, and where nothing may be."""

SQL = """
-- Everything that is posted, from the moment it was decided. The key makes a post one: who writes it twice
-- writes it once, also after it was sent.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY, -- posts of one place go out in this order
    key        TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    scope      TEXT NOT NULL,
    place      INTEGER NOT NULL,    -- a channel, thread or forum
    payload    TEXT NOT NULL,       -- JSON
    state      TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dropped')),
    not_before TEXT NOT NULL,       -- '' for at once
    attempts   INTEGER NOT NULL,
    message_id INTEGER NOT NULL,    -- 0 until it was sent
    error      TEXT NOT NULL,       -- of the last attempt, or why it was given up
    created_at TEXT NOT NULL,
    tried_at   TEXT NOT NULL        -- since when it may be there: see the noun Post; '' for never
) STRICT;
-- What is due: few of all rows, place by place.
CREATE INDEX outbox_pending ON outbox (place, id) WHERE state = 'pending';
CREATE INDEX outbox_of_scope ON outbox (scope, state);

-- Places that are gone or may not be written in; their posts wait, until they are too old.
CREATE TABLE paused_places (
    place  INTEGER PRIMARY KEY,
    scope  TEXT NOT NULL,
    reason TEXT NOT NULL,
    since  TEXT NOT NULL,
    told   INTEGER NOT NULL         -- whether somebody who can mend it was told
) STRICT;
"""
