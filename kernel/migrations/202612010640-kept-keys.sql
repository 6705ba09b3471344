-- The key of look-ups, sealed under the key of the installation: so the latter can be changed without looking at each
-- phone and code again. One row. The server's role reads it and changes nothing.
select kernel.guard_rows();
create table kernel.kept_keys (
  single boolean primary key default true check (single),
  lookup_sealed bytea not null,
  since_at timestamptz not null default clock_timestamp()
);
do $$ begin
  execute format('grant select on kernel.kept_keys to %I', (select role from kernel.server_access));
end $$;

-- What was bound or issued stays as it is, but for the key under which it is sealed: the owner of the tables may seal it
-- anew (`liren keys rotate`), the server's role may not.
create function kernel.is_resealing() returns boolean language sql stable as $$
  select coalesce(current_setting('liren.resealing', true), '') = 'on'
    and pg_has_role(current_user, (select relowner from pg_class where oid = 'kernel.events'::regclass), 'usage')
$$;
