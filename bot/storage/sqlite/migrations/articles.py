"""Sources, articles in all their revisions, their sentences and the index over them."""

SQL = """
-- Where articles come from. A feed that many servers follow is one row; a library is one scope's own.
CREATE TABLE sources (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('library', 'feed', 'site')),
    locator TEXT NOT NULL,          -- the URL of a feed or site; the scope that owns a library
    name    TEXT NOT NULL,
    UNIQUE (kind, locator)
) STRICT;

-- The scope rule: a question asked in a scope sees the articles of these sources and no others.
CREATE TABLE scope_sources (
    scope     TEXT NOT NULL,        -- 'local', 'guild:123', …
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    PRIMARY KEY (scope, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX scopes_of_source ON scope_sources (source_id);

-- An article, in its current revision. AUTOINCREMENT: the number of a removed article is never given again,
-- since people and messages keep referring to it.
CREATE TABLE articles (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id    INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    key          TEXT NOT NULL,     -- what makes two documents the same article: URL, else headline
    content_hash TEXT NOT NULL,     -- SHA-256 of headline and text: whether they say the same
    origin       TEXT NOT NULL,     -- the path or URL it was handed over from
    title        TEXT NOT NULL,
    url          TEXT NOT NULL,
    outlet       TEXT NOT NULL,
    author       TEXT NOT NULL,
    published_at TEXT NOT NULL,     -- ISO 8601 date or UTC instant; '' when not known
    language     TEXT NOT NULL,
    added_at     TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    sentences    INTEGER NOT NULL,  -- of the current revision
    UNIQUE (source_id, key)
) STRICT;
CREATE INDEX articles_by_hash ON articles (source_id, content_hash);
CREATE INDEX articles_by_origin ON articles (source_id, origin);
CREATE INDEX articles_sizes ON articles (source_id, sentences);
CREATE INDEX articles_newest ON articles (published_at DESC, id DESC);

-- What was published, raw: every revision's headline and text.
CREATE TABLE revisions (
    article_id   INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision     INTEGER NOT NULL,
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    added_at     TEXT NOT NULL,
    PRIMARY KEY (article_id, revision)
) STRICT;

-- The sentences of every revision. Those of one revision have consecutive ids, so that a neighbour is id ± 1.
CREATE TABLE sentences (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id    INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision      INTEGER NOT NULL,
    position      INTEGER NOT NULL, -- 0 is the headline
    start         INTEGER NOT NULL, -- character offset in the revision's text; -1: not part of it
    text          TEXT NOT NULL,    -- to the letter
    stems         TEXT NOT NULL,    -- content words, stemmed, separated by spaces; '' once superseded
    superseded_at TEXT,             -- when a later revision replaced it
    UNIQUE (article_id, revision, position)
) STRICT;

-- The index over stems. External content: nothing is stored twice, and the integrity check can compare.
-- remove_diacritics 0 and the full stop as a token character: our own tokens arrive folded and whole ("2.5").
CREATE VIEW current_sentences AS SELECT id, stems FROM sentences WHERE superseded_at IS NULL;
CREATE VIRTUAL TABLE sentence_index USING fts5 (
    stems, content = 'current_sentences', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '.'"
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences WHEN new.superseded_at IS NULL BEGIN
    INSERT INTO sentence_index (rowid, stems) VALUES (new.id, new.stems);
END;
CREATE TRIGGER sentences_superseded AFTER UPDATE OF superseded_at ON sentences
WHEN old.superseded_at IS NULL AND new.superseded_at IS NOT NULL BEGIN
    INSERT INTO sentence_index (sentence_index, rowid, stems) VALUES ('delete', old.id, old.stems);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences WHEN old.superseded_at IS NULL BEGIN
    INSERT INTO sentence_index (sentence_index, rowid, stems) VALUES ('delete', old.id, old.stems);
END;

-- The vocabulary, and in how many current sentences each term stands: what is rare decides a search.
CREATE TABLE terms (
    id        INTEGER PRIMARY KEY,
    term      TEXT NOT NULL UNIQUE,
    sentences INTEGER NOT NULL
) STRICT;
CREATE INDEX terms_unused ON terms (id) WHERE sentences <= 0;

-- The index over letter trigrams is of the vocabulary, not of the sentences: typos, cognates and rare
-- names are found among some 10^5 terms instead of 10^6 sentences (docs/answering.md has the figures).
CREATE VIRTUAL TABLE term_trigrams USING fts5 (
    term, content = 'terms', content_rowid = 'id', tokenize = 'trigram', detail = 'none'
);
CREATE TRIGGER terms_added AFTER INSERT ON terms BEGIN
    INSERT INTO term_trigrams (rowid, term) VALUES (new.id, new.term);
END;
CREATE TRIGGER terms_removed AFTER DELETE ON terms BEGIN
    INSERT INTO term_trigrams (term_trigrams, rowid, term) VALUES ('delete', old.id, old.term);
END;
"""
