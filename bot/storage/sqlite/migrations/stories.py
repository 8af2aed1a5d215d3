"""Which articles tell of the same event."""

SQL = """
-- A story is what its articles tell of; one without articles is gone. AUTOINCREMENT: posts refer to it.
CREATE TABLE stories (
    id INTEGER PRIMARY KEY AUTOINCREMENT
) STRICT;

-- The story of each article, decided once. `number` is the order in which that was done.
CREATE TABLE story_articles (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    story_id   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    at         TEXT NOT NULL,       -- when it was published, else added
    placed_at  TEXT NOT NULL,
    profile    TEXT NOT NULL        -- JSON: what others are compared with; '' once they no longer are
) STRICT;
CREATE INDEX articles_of_story ON story_articles (story_id);
CREATE INDEX stories_newest ON story_articles (at DESC);
CREATE INDEX stories_compared ON story_articles (placed_at) WHERE profile <> '';
CREATE TRIGGER story_untold AFTER DELETE ON story_articles BEGIN
    DELETE FROM stories WHERE id = old.story_id
        AND NOT EXISTS (SELECT 1 FROM story_articles WHERE story_id = old.story_id);
END;

-- Articles that have no story yet.
CREATE TABLE storyless (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
) STRICT;
INSERT INTO storyless SELECT id FROM articles;
CREATE TRIGGER story_wanted AFTER INSERT ON articles BEGIN
    INSERT INTO storyless VALUES (new.id);
END;
"""
