-- How each of the two said yes, where staff typed it: what stood behind it. It goes when the pairing is over.
alter table neighbours.pairings add column volunteer_note_sealed bytea, add column helped_note_sealed bytea;
