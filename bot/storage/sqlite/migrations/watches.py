"""What people want to be told of."""

SQL = """
-- Words and standing questions.
CREATE TABLE watches (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- buttons refer to it
    scope      TEXT NOT NULL,
    person     INTEGER NOT NULL,
    text       TEXT NOT NULL,
    question   INTEGER NOT NULL,    -- whether it is to be answered
    place      INTEGER NOT NULL,    -- a channel, a thread, or direct messages
    direct     INTEGER NOT NULL,    -- whether it is those
    language   TEXT NOT NULL,
    quiet_from TEXT NOT NULL,       -- HH:MM in zone; '' for never
    quiet_to   TEXT NOT NULL,
    zone       TEXT NOT NULL,
    paused     INTEGER NOT NULL,
    added_at   TEXT NOT NULL,
    after      INTEGER NOT NULL     -- number of the last article that is not new to it
) STRICT;
CREATE INDEX watches_of_scope ON watches (scope, person);

-- The stories that a watch has told of, each once: written together with the post.
CREATE TABLE watch_hits (
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (watch_id, story_id)
) STRICT, WITHOUT ROWID;
"""
