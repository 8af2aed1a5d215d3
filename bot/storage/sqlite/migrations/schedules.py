"""When digests are due, and which of them were dealt with."""

SQL = """
-- When a scope's digest appears, and where. Instants are UTC.
CREATE TABLE schedules (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- people and buttons refer to it
    scope      TEXT NOT NULL,
    zone       TEXT NOT NULL,       -- IANA
    times      TEXT NOT NULL,       -- wall clock times in it: "07:30 18:00"
    days       TEXT NOT NULL,       -- weekdays, 0 is Monday: "0 1 2 3 4"
    place      INTEGER NOT NULL,    -- a channel, thread or forum
    language   TEXT NOT NULL,       -- '' for the scope's
    stories    INTEGER NOT NULL,
    own_day    INTEGER NOT NULL,
    paused     INTEGER NOT NULL,
    added_by   INTEGER NOT NULL,
    added_at   TEXT NOT NULL,
    dealt_at   TEXT NOT NULL,       -- up to when its runs are dealt with
    next_at    TEXT NOT NULL,       -- when the next is due; '' for never
    told_until TEXT NOT NULL        -- up to when its digests have told the news; '' before the first
) STRICT;
CREATE INDEX schedules_due ON schedules (next_at) WHERE paused = 0 AND next_at <> '';
CREATE INDEX schedules_of_scope ON schedules (scope);

-- The runs that were dealt with, by local day and time, each once: written together with its posts.
CREATE TABLE digest_runs (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    run         TEXT NOT NULL,      -- "2026-03-29 07:30"
    outcome     TEXT NOT NULL CHECK (outcome IN ('sent', 'skipped')),
    at          TEXT NOT NULL,
    PRIMARY KEY (schedule_id, run)
) STRICT, WITHOUT ROWID;
"""
