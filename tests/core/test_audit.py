from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.audit import EMPTY, Entry, Head, Link, canonical, concealed, mac, parse_head, verify

KEY, ANOTHER = b"k" * 32, b"o" * 32
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SEOUL = timezone(timedelta(hours=9))


def entry(seq: int, **changed) -> Entry:
    made = Entry(
        seq=seq, at=NOON + timedelta(seconds=seq), kind="command", actor="alice", subject="acme/infra#7", data="{}"
    )
    return replace(made, **changed)


def chained(entries, key=KEY) -> list[Link]:
    links, previous = [], ""
    for each in entries:
        previous = mac(key, previous, each)
        links.append(Link(entry=each, mac=previous))
    return links


def head_of(links) -> Head:
    return Head(seq=links[-1].entry.seq, mac=links[-1].mac)


FIVE = chained([entry(seq) for seq in range(1, 6)])


def kind_of(links, published=None):
    damage = verify(KEY, links, published).damage
    return (damage.seq, damage.kind) if damage else None


def test_an_untouched_log_is_in_order_and_tells_its_head():
    verdict = verify(KEY, FIVE, head_of(FIVE))
    assert (verdict.entries, verdict.head, verdict.damage) == (5, head_of(FIVE), None)
    assert verify(KEY, []).head == EMPTY


def test_a_head_published_earlier_still_holds():
    assert verify(KEY, FIVE, head_of(FIVE[:3])).damage is None


def edited(index, **changed):
    return [*FIVE[:index], replace(FIVE[index], entry=replace(FIVE[index].entry, **changed)), *FIVE[index + 1 :]]


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "mallory"},
        {"kind": "event"},
        {"subject": "acme/infra#8"},
        {"data": '{"a":1}'},
        {"at": NOON + timedelta(microseconds=1)},
    ],
)
def test_an_edited_entry_is_named_whatever_of_it_was_edited(changed):
    assert kind_of(edited(2, **changed)) == (3, "edited")


def test_an_instant_is_the_same_in_every_zone():
    assert canonical(entry(1)) == canonical(entry(1, at=entry(1).at.astimezone(SEOUL)))


def test_deleted_entries_are_missed_at_the_beginning_and_in_the_middle():
    assert kind_of(FIVE[1:]) == (1, "missing")
    assert kind_of([*FIVE[:2], *FIVE[4:]]) == (3, "missing")
    assert "entries 3 to 4" in verify(KEY, [*FIVE[:2], *FIVE[4:]]).damage.says


def renumbered(links):
    return [replace(link, entry=replace(link.entry, seq=seq)) for seq, link in enumerate(links, 1)]


def test_a_deletion_that_was_renumbered_over_is_found():
    assert kind_of(renumbered([*FIVE[:2], *FIVE[3:]])) == (3, "foreign")


def test_entries_that_changed_places_are_found_renumbered_or_not():
    swapped = [FIVE[0], FIVE[2], FIVE[1], *FIVE[3:]]
    assert kind_of(swapped) == (2, "missing")
    assert kind_of(renumbered(swapped)) == (2, "foreign")
    assert kind_of([*FIVE, FIVE[1]]) == (2, "out of order")


def test_an_inserted_entry_is_found():
    put_in = Link(entry=entry(3, actor="mallory"), mac=mac(ANOTHER, FIVE[1].mac, entry(3, actor="mallory")))
    assert kind_of(renumbered([*FIVE[:2], put_in, *FIVE[2:]])) == (3, "foreign")
    assert kind_of([*FIVE, Link(entry=entry(6), mac="0" * 64)]) == (6, "foreign")


def test_a_cut_end_is_found_only_with_a_head_that_was_published():
    assert kind_of(FIVE[:3]) is None
    assert kind_of(FIVE[:3], head_of(FIVE)) == (4, "truncated")
    assert kind_of([], head_of(FIVE)) == (1, "truncated")


def test_a_log_written_anew_by_somebody_with_the_key_differs_from_what_was_published():
    anew = chained([entry(seq, actor="nobody") for seq in range(1, 7)])
    assert kind_of(anew) is None
    assert kind_of(anew, head_of(FIVE)) == (5, "rewritten")


def test_a_log_of_another_key_says_that_this_may_be_so():
    damage = verify(ANOTHER, FIVE).damage
    assert damage.seq == 1
    assert "another key" in damage.says


def test_a_head_is_read_as_it_is_printed_and_nothing_else_is():
    assert parse_head(f" {head_of(FIVE)}\n") == head_of(FIVE)
    for wrong in ("", "5", "5:", "x:" + "0" * 64, "5:" + "0" * 63, "5:" + "g" * 64):
        with pytest.raises(ValueError):  # noqa: PT011 - nothing else to match
            parse_head(wrong)


def test_a_concealed_value_is_recognised_again_and_only_with_the_key():
    assert concealed(KEY, "s3cret") == concealed(KEY, "s3cret")
    assert concealed(KEY, "s3cret") not in (concealed(KEY, "other"), concealed(ANOTHER, "s3cret"))
    assert "s3cret" not in concealed(KEY, "s3cret")


texts = st.text(max_size=12)
entries = st.lists(st.tuples(texts, texts, texts, texts, st.integers(0, 10**12)), min_size=1, max_size=8).map(
    lambda found: [
        Entry(seq=seq, at=NOON + timedelta(microseconds=late), kind=kind, actor=actor, subject=subject, data=data)
        for seq, (kind, actor, subject, data, late) in enumerate(found, 1)
    ]
)


@given(entries, st.data())
def test_any_single_edit_deletion_swap_or_cut_is_found_against_the_published_head(made, data):
    links = chained(made)
    published = head_of(links)
    assert verify(KEY, links, published).damage is None
    where = data.draw(st.integers(0, len(links) - 1))
    how = data.draw(st.sampled_from(["edit", "edit the hash", "delete", "renumber", "swap", "cut", "insert"]))
    damaged = list(links)
    match how:
        case "edit":
            column = data.draw(st.sampled_from(["kind", "actor", "subject", "data"]))
            other = data.draw(texts.filter(lambda text: text != getattr(links[where].entry, column)))
            damaged[where] = replace(links[where], entry=replace(links[where].entry, **{column: other}))
        case "edit the hash":
            damaged[where] = replace(links[where], mac="0" * 64)
        case "delete":
            del damaged[where]
        case "renumber":
            del damaged[where]
            damaged = renumbered(damaged)
        case "swap":
            other = data.draw(st.integers(0, len(links) - 1))
            damaged[where], damaged[other] = damaged[other], damaged[where]
            damaged = renumbered(damaged)
            if damaged == links:
                return
        case "cut":
            damaged = damaged[:where]
        case "insert":
            damaged = renumbered([*links[:where], links[where], *links[where:]])
    assert verify(KEY, damaged, published).damage is not None
