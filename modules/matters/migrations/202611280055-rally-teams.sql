-- 企业帮帮团 and its like: posts that are called together, saved under a name with who leads. A team ends, it is never deleted.
create table matters.rally_teams (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_en text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  posts uuid[] not null check (cardinality(posts) between 1 and 12),
  lead_post_id uuid not null,
  saved_by uuid,
  saved_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, lead_post_id) references people.posts (tenant_id, id),
  constraint rally_teams_lead_is_member check (lead_post_id = any(posts))
);
create index rally_teams_path on matters.rally_teams (tenant_id, place_path) where ended_at is null;
