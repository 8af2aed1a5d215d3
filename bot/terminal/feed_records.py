"""Feeds and what they bring as JSON: what --json prints. A field, once here, keeps its name and meaning."""

from typing import Any

from bot.domain import Entry, Follow, Judged, Preview, Report, Revision, Trial

Record = dict[str, Any]


def follow_record(follow: Follow) -> Record:
    """What is followed, and how the feed does."""
    feed, wanted = follow.feed, follow.filter
    return {
        "id": follow.id,
        "title": feed.source.name,
        "url": feed.url,
        "site": feed.site or None,
        "paused": follow.paused,
        "filter": {
            "any": list(wanted.any_of),
            "all": list(wanted.all_of),
            "none": list(wanted.none_of),
            "in": wanted.where.value,
        },
        "state": feed.state.value,
        "failures": feed.failures,
        "error": feed.error or None,
        "checked_at": feed.checked_at or None,
        "succeeded_at": feed.succeeded_at or None,
        "next_check_at": feed.next_check_at or None,
        "interval": feed.interval,
        "added_at": follow.added_at,
    }


def preview_record(preview: Preview) -> Record:
    """What an address holds."""
    return {
        "url": preview.url,
        "title": preview.title,
        "site": preview.site or None,
        "total": preview.total,
        "candidates": list(preview.candidates),
        "entries": [_entry_record(one) for one in preview.entries],
    }


def trial_record(trial: Trial) -> dict[str, list[Record]]:
    """How entries fare with a filter."""
    return {
        name: [_entry_record(one) for one in entries]
        for name, entries in (
            ("wanted", trial.wanted),
            ("unwanted", trial.unwanted),
            ("untold", trial.untold),
        )
    }


def report_record(report: Report) -> Record:
    """What came of asking a feed."""
    return {
        "url": report.feed.url,
        "title": report.feed.source.name,
        "changed": report.changed,
        "fates": {fate.value: count for fate, count in report.fates},
        "error": report.error or None,
        "next_check_at": report.feed.next_check_at,
    }


def judged_record(judged: Judged) -> Record:
    """What became of an entry."""
    return {
        "entry": _entry_record(judged.entry),
        "feed": judged.feed_url,
        "fate": judged.fate.value,
        "article": judged.article_id,
        "judged_at": judged.at or None,
        "gates": [
            {
                "name": str(gate.name),
                "passed": gate.passed,
                "reason": gate.reason or None,
                "follow": gate.follow or None,
            }
            for gate in judged.gates
        ],
    }


def revision_record(revision: Revision) -> Record:
    """An article as it was published at one time."""
    return {
        "revision": revision.number,
        "title": revision.title,
        "content": revision.text,
        "added_at": revision.added_at,
    }


def _entry_record(entry: Entry) -> Record:
    return {
        "title": entry.title,
        "url": entry.link or None,
        "published_at": entry.published_at or None,
        "updated_at": entry.updated_at or None,
    }
