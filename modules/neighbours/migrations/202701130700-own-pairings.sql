-- One's own pairings and wishes are found by the wish, and by who asked for somebody.
create index pairings_of_wish on neighbours.pairings (tenant_id, wish_id);
create index wishes_asked_by on neighbours.wishes (tenant_id, asked_by) where asked_by is not null and source = 'resident';
