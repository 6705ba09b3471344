-- Buildings that will belong to another grid from a later day on; the worker carries it out when the day has come.
create table places.grid_moves (
  tenant_id uuid not null,
  id uuid not null,
  grid_id uuid not null,
  place_ids uuid[] not null,
  from_at timestamptz not null,
  why text not null,
  planned_at timestamptz not null,
  planned_by uuid,
  planned_by_post uuid,
  done_at timestamptz,
  -- How many moved in the end: those that were retired meanwhile, or lay there already, did not.
  moved integer,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, grid_id) references places.grids (tenant_id, id),
  check (from_at > planned_at),
  check ((done_at is null) = (moved is null)),
  check (done_at is null or cancelled_at is null)
);
create index grid_moves_waiting on places.grid_moves (from_at) where done_at is null and cancelled_at is null;
create index grid_moves_of_grid on places.grid_moves (tenant_id, grid_id);
