-- 议事会: the council of a place. What its earlier meetings decided is heard at the next one.
alter table gatherings.gatherings drop constraint gatherings_kind_check;
alter table gatherings.gatherings add constraint gatherings_kind_check
  check (kind in ('joint_meeting', 'council', 'seminar', 'fair', 'activity'));

-- What an item is about besides a matter: a noun of a higher tier, such as an idea.
alter table gatherings.items
  add column subject_kind text,
  add column subject_id uuid,
  add constraint items_subject_whole check ((subject_kind is null) = (subject_id is null));

-- A decision of an earlier meeting, heard at this one: how far it was then. Taken back, the row goes and the ledger keeps it.
create table gatherings.hearings (
  tenant_id uuid not null,
  gathering_id uuid not null,
  decision_id uuid not null,
  matter_state text not null,
  words text,
  heard_at timestamptz not null,
  primary key (tenant_id, gathering_id, decision_id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, decision_id) references gatherings.decisions (tenant_id, id)
);
create index hearings_of_decision on gatherings.hearings (tenant_id, decision_id);
