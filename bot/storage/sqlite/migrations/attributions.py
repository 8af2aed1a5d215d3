"""Who said what."""

SQL = """
-- Who said what, in the current revision of each article.
CREATE TABLE attributions (
    id          INTEGER PRIMARY KEY,
    article_id  INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    sentence_id INTEGER NOT NULL REFERENCES sentences (id) ON DELETE CASCADE,
    speaker     TEXT NOT NULL,      -- as written, or as written where a pronoun stands for it
    verb        TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('quotation', 'claim')),
    start       INTEGER NOT NULL,   -- of what was said, in characters of the sentence
    length      INTEGER NOT NULL
) STRICT;
CREATE INDEX attributions_by_speaker ON attributions (speaker);
CREATE INDEX attributions_of_article ON attributions (article_id);
CREATE INDEX attributions_of_sentence ON attributions (sentence_id);

-- Articles stored before that, which nobody has looked through yet.
CREATE TABLE unattributed (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
) STRICT;
INSERT INTO unattributed SELECT id FROM articles;
"""
