"""The audit log as a chain: each entry's hash, under a key the database does not hold, covers the one before it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

FIRST = 1
BEFORE_THE_FIRST = ""
"""What the first entry is chained to."""

DamageKind = Literal["edited", "missing", "out of order", "foreign", "truncated", "rewritten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened.

    Attributes:
        seq: Counts from 1 without gaps.
        at: When it was written down, aware.
        kind: `event`, `command`, `decision`, `statement`, `apply started` ...
        actor: Login of whoever caused it; empty for the server itself.
        subject: What it is about: `acme/infra#7`, a deployment, a setting.
        data: A JSON object as text, exactly as it is kept.
    """

    seq: int
    at: datetime
    kind: str
    actor: str
    subject: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry and the hash it was written with, hexadecimal."""

    entry: Entry
    mac: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of a chain as it was at some time; whoever has it finds out when that much is no longer there."""

    seq: int
    mac: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.mac}"


EMPTY = Head(seq=0, mac=BEFORE_THE_FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """The first place where a chain is not what was written.

    Attributes:
        seq: The first entry that is wrong, or not there.
        says: What it looks like, one sentence.
    """

    seq: int
    kind: DamageKind
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of looking at a chain.

    Attributes:
        entries: How many were found in order before the damage; all of them without any.
        head: The last of those.
    """

    entries: int
    head: Head
    damage: Damage | None = None


def canonical(entry: Entry) -> bytes:
    """The bytes an entry is hashed as: a JSON list, its instant in UTC with microseconds."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [entry.seq, at, entry.kind, entry.actor, entry.subject, entry.data]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def mac(key: bytes, previous: str, entry: Entry) -> str:
    """HMAC-SHA-256 of an entry behind the one whose hash is `previous`, hexadecimal."""
    return hmac.new(key, previous.encode() + b"\n" + canonical(entry), hashlib.sha256).hexdigest()


def concealed(key: bytes, text: str) -> str:
    """A short mark of a text that is the same for the same text and tells nobody without the key what it is."""
    return hmac.new(key, b"value\n" + text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]


def parse_head(text: str) -> Head:
    """`SEQ:MAC`, as `Head` prints itself.

    Raises:
        ValueError: It is something else.
    """
    seq, colon, found = text.strip().partition(":")
    if not colon or not seq.isdecimal() or len(found) != hashlib.sha256().digest_size * 2:
        raise ValueError(text)
    return Head(seq=int(seq), mac=bytes.fromhex(found).hex())


def verify(key: bytes, chain: Iterable[Link], published: Head | None = None) -> Verdict:
    """Look at a chain from its first entry to its end; stops at the first damage.

    Without a published head nobody can say whether entries at the end are gone.
    """
    head = EMPTY
    for link, following in _with_next(chain):
        damage = _damage(key, head, link, following) or _against(published, link)
        if damage:
            return Verdict(entries=head.seq, head=head, damage=damage)
        head = Head(seq=link.entry.seq, mac=link.mac)
    return Verdict(entries=head.seq, head=head, damage=_cut(published, head))


def _damage(key: bytes, head: Head, link: Link, following: Link | None) -> Damage | None:
    entry, expected = link.entry, head.seq + 1
    if entry.seq > expected:
        gone = f"entry {expected} is" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1} are"
        return Damage(seq=expected, kind="missing", says=f"After entry {head.seq}, {gone} not there: deleted.")
    if entry.seq < expected:
        says = f"Entry {entry.seq} comes after entry {head.seq}: moved, or put in twice."
        return Damage(seq=entry.seq, kind="out of order", says=says)
    if hmac.compare_digest(link.mac, mac(key, head.mac, entry)):
        return None
    if following is not None and hmac.compare_digest(following.mac, mac(key, link.mac, following.entry)):
        return Damage(seq=entry.seq, kind="edited", says=f"Entry {entry.seq} does not say what was written: edited.")
    says = f"Entry {entry.seq} was not written here by this server: inserted, moved, or edited together with its hash"
    hint = "; or the whole log was written with another key." if entry.seq == FIRST else "."
    return Damage(seq=entry.seq, kind="foreign", says=says + hint)


def _against(published: Head | None, link: Link) -> Damage | None:
    if published is None or link.entry.seq != published.seq or link.mac == published.mac:
        return None
    says = f"Entry {published.seq} is not the one that was published: the log was written anew with the key."
    return Damage(seq=published.seq, kind="rewritten", says=says)


def _cut(published: Head | None, head: Head) -> Damage | None:
    if published is None or head.seq >= published.seq:
        return None
    says = f"The log ends at entry {head.seq}, and entry {published.seq} was published: cut off at its end."
    return Damage(seq=head.seq + 1, kind="truncated", says=says)


def _with_next(chain: Iterable[Link]) -> Iterator[tuple[Link, Link | None]]:
    """Each link together with the one after it."""
    links = iter(chain)
    held = next(links, None)
    while held is not None:
        following = next(links, None)
        yield held, following
        held = following
