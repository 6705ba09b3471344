-- 有意愿的居民: somebody visited would like to help. Who it is and what was said stay with the household and its note.
create table neighbours.offers_heard (
  tenant_id uuid not null,
  id uuid not null,
  household_id uuid not null,
  note_id uuid not null,
  place_id uuid not null,
  place_path text not null,
  grid_id uuid,
  heard_post uuid,
  heard_at timestamptz not null,
  state text not null check (state in ('waiting', 'invited', 'joined', 'declined')),
  -- Why not now; a person's reasons are sealed.
  why_sealed bytea,
  volunteer_id uuid,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id),
  check ((state = 'joined') = (volunteer_id is not null)),
  check ((state = 'declined') = (why_sealed is not null))
);
create unique index offers_heard_one_a_note on neighbours.offers_heard (tenant_id, note_id);
create index offers_heard_path on neighbours.offers_heard (tenant_id, place_path, state);
create index offers_heard_grid on neighbours.offers_heard (tenant_id, grid_id, state);
