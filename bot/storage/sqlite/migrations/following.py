"""Following feeds: what is asked when, who follows it, and what became of each entry."""

SQL = """
-- A feed, by its source, whose locator is its address. It is asked once, however many follow it.
CREATE TABLE feeds (
    id              INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    site            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('active', 'paused', 'gone')),
    next_check_at   TEXT NOT NULL,
    interval        INTEGER NOT NULL,   -- seconds
    etag            TEXT NOT NULL,
    last_modified   TEXT NOT NULL,
    checked_at      TEXT NOT NULL,      -- '' before the first time
    succeeded_at    TEXT NOT NULL,
    failures        INTEGER NOT NULL,   -- in a row
    error           TEXT NOT NULL,
    told            INTEGER NOT NULL,   -- whether those who follow it know that it fails
    news_at         TEXT NOT NULL,      -- when it last brought anything new
    unfollowed_at   TEXT NOT NULL       -- since when nobody follows it; '' while somebody does
) STRICT;
CREATE INDEX feeds_due ON feeds (next_check_at) WHERE state = 'active';

-- Who follows which feed, and what is done with what comes. The same feed twice in one place is once.
CREATE TABLE follows (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    scope     TEXT NOT NULL,
    feed_id   INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,         -- a channel, thread or forum; 0 for none
    post      INTEGER NOT NULL,
    ping      TEXT NOT NULL,
    any_of    TEXT NOT NULL,            -- JSON lists of words
    all_of    TEXT NOT NULL,
    none_of   TEXT NOT NULL,
    looked_in TEXT NOT NULL,            -- what the words are looked for in
    paused    INTEGER NOT NULL,
    added_by  INTEGER NOT NULL,
    added_at  TEXT NOT NULL,
    UNIQUE (feed_id, scope, place)
) STRICT;
CREATE INDEX follows_of_scope ON follows (scope, feed_id);

-- What is remembered of the entries of each feed, so that none is taken for new twice; the last judgement of
-- each; and the whole entry for as long as it waits to be fetched.
CREATE TABLE entries (
    feed_id      INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key          TEXT NOT NULL,         -- names it for ever, whatever changes about it
    id_mark      TEXT NOT NULL,         -- digests of what it is recognised by, as they were last
    link_mark    TEXT NOT NULL,
    title_mark   TEXT NOT NULL,
    first_seen   TEXT NOT NULL,
    id           TEXT NOT NULL,
    link         TEXT NOT NULL,
    address      TEXT NOT NULL,         -- the link without what differs from visit to visit
    title        TEXT NOT NULL,
    published_at TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    said         TEXT NOT NULL,         -- hash of what the feed carries of it
    fate         TEXT NOT NULL,
    article_id   INTEGER REFERENCES articles (id) ON DELETE SET NULL,
    attempts     INTEGER NOT NULL,
    next_try     TEXT NOT NULL,         -- '' where nothing is to be done
    held         TEXT NOT NULL,         -- JSON; '' where nothing is to be done
    quiet        INTEGER NOT NULL,      -- never posted: it was there before anybody followed the feed
    gates        TEXT NOT NULL,         -- JSON: the last judgement
    judged_at    TEXT NOT NULL,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_waiting ON entries (next_try, feed_id) WHERE next_try <> '';
CREATE INDEX entries_by_address ON entries (address);
CREATE INDEX entries_of_article ON entries (article_id);

-- Articles that further feeds carry beside the one they are stored of: "also in".
CREATE TABLE carried (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    source_id  INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_by_source ON carried (source_id, article_id);

-- What copies of the articles of feeds are found by: address, words, outlet and headline. Never of what
-- people handed over, which is nobody else's.
CREATE TABLE prints (
    print      TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (print, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX prints_of_article ON prints (article_id);

-- Which sentences a message shows, to tell those who saw it when one is corrected. Of private answers none.
CREATE TABLE quoted (
    message_id INTEGER NOT NULL REFERENCES asked (message_id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,        -- where the message stands
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    sentence   TEXT NOT NULL,
    PRIMARY KEY (message_id, article_id, sentence)
) STRICT, WITHOUT ROWID;
CREATE INDEX quoted_of_article ON quoted (article_id);
"""
