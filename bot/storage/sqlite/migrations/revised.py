"""Finding what was changed lately."""

SQL = """
-- Few of all revisions are later ones; without this, each of them would be looked at, text and all.
CREATE INDEX revisions_later ON revisions (added_at) WHERE revision > 1;
"""
