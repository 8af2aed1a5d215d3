"""Questions and what was thought of their answers; what a scope has set; what Warta remembers."""

SQL = """
-- Questions that were answered where many people ask, by the number of the message that shows the answer: a
-- reply to it, and its buttons, are about this question.
CREATE TABLE asked (
    message_id INTEGER PRIMARY KEY,
    scope      TEXT NOT NULL,
    person     INTEGER NOT NULL,
    question   TEXT NOT NULL,       -- as it was understood
    language   TEXT NOT NULL,
    names      TEXT NOT NULL,       -- JSON list of the names in it
    answered   TEXT NOT NULL,       -- who it was, where a person was asked for
    shown      TEXT NOT NULL,       -- the first sentence of the answer; '' of an abstention
    private    INTEGER NOT NULL,
    outlet     TEXT NOT NULL,       -- what it was confined to; '' where to nothing
    since      TEXT NOT NULL,
    until      TEXT NOT NULL,
    asked_at   TEXT NOT NULL
) STRICT;
CREATE INDEX asked_in_scope ON asked (scope, asked_at);
CREATE INDEX asked_by_person ON asked (person);

-- What somebody thought of an answer. It repeats the question, which may be forgotten earlier.
CREATE TABLE feedback (
    message_id INTEGER NOT NULL,
    scope      TEXT NOT NULL,
    person     INTEGER NOT NULL,
    question   TEXT NOT NULL,
    shown      TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    given_at   TEXT NOT NULL,
    PRIMARY KEY (message_id, person)
) STRICT;
CREATE INDEX feedback_in_scope ON feedback (scope, given_at);
CREATE INDEX feedback_by_person ON feedback (person);

-- What a scope has set.
CREATE TABLE preferences (
    scope TEXT NOT NULL,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

-- What Warta has to remember about itself, such as which commands Discord was last told.
CREATE TABLE remembered (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
