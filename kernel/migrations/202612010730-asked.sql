-- How often one address asked in a minute, over all processes, for what could be guessed. The address stands here as a keyed
-- hash, and no longer than an hour. Nothing is lost with it in a crash: a minute begins anew.
create unlogged table kernel.asked (
  tenant_id uuid not null,
  key bytea not null,
  minute timestamptz not null,
  times integer not null,
  primary key (tenant_id, key, minute)
);

-- Which tenants there are and where browsers reach them is remembered by every server: told when it changes.
create function kernel.tell_tenants() returns trigger language plpgsql as $$
begin
  perform pg_notify('liren_tenants', '');
  return null;
end $$;
create trigger tenants_told after insert or update or delete on kernel.tenants
  for each statement execute function kernel.tell_tenants();
