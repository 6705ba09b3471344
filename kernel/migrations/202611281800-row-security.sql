-- Row-level security by tenant under the application: docs/security.md. The server asks through a role of its own that owns
-- nothing; whoever owns the schema (migrations, the worker, the command line) is not bound by it.

-- How the server comes in: the role's name and password, and the key by which it vouches for a tenant. Seen by the owner alone.
create table kernel.server_access (
  single boolean primary key default true check (single),
  role text not null default 'liren_server_' || substr(md5(gen_random_uuid()::text), 1, 10),
  password text not null default encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'),
  key bytea not null default sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea)
);
insert into kernel.server_access default values;

-- The tenant that the server vouched for in this transaction, or null. `liren.tenant` holds the tenant's id, the number of
-- the server process that it is good for (0: any, behind a pooler) and a hash with the key: SQL that was smuggled in can set
-- it, but cannot make up the hash for another tenant, nor use one that it saw on another connection.
create function kernel.tenant() returns uuid language plpgsql stable security definer as $$
declare
  v text := pg_catalog.current_setting('liren.tenant', true);
  v_process text;
begin
  if v is null or pg_catalog.length(v) < 102 then
    return null;
  end if;
  v_process := pg_catalog.substr(v, 102);
  if v_process not in ('0', pg_catalog.pg_backend_pid()::text) then
    return null;
  end if;
  if pg_catalog.substr(v, 1, 64) is distinct from (
    select pg_catalog.encode(pg_catalog.sha256(a.key || (pg_catalog.substr(v, 66))::bytea), 'hex') from kernel.server_access a)
  then
    return null;
  end if;
  return pg_catalog.substr(v, 66, 36)::uuid;
end $$;

-- Which tenants there are and where browsers reach them: asked before it is known whose request it is.
create function kernel.tenant_addresses() returns table (id uuid, code text, hosts jsonb) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select t.id, t.code, t.settings -> 'hosts' from kernel.tenants t order by t.created_at, t.id
$$;

-- Binds every table that leads with tenant_id, whoever made it, and grants the server's role what it needs; run after each
-- migration, and harmless to repeat.
create function kernel.guard_rows() returns void language plpgsql as $$
declare
  v_role text := (select role from kernel.server_access);
  r record;
begin
  -- Two databases of one cluster may meet here; what one of them has done is not done again.
  perform pg_advisory_xact_lock(734002);
  if not exists (select from pg_roles where rolname = v_role) then
    execute format('create role %I login nosuperuser nocreatedb nocreaterole noinherit nobypassrls password %L',
      v_role, (select password from kernel.server_access));
  end if;
  for r in select nspname from pg_namespace
    where nspname not in ('information_schema', 'public', 'jobs') and nspname not like 'pg\_%'
      and not has_schema_privilege(v_role, oid, 'usage')
  loop
    execute format('grant usage on schema %I to %I', r.nspname, v_role);
  end loop;
  for r in
    select n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relispartition, c.reloptions,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as of_tenant,
      case when c.relkind <> 'S' then has_table_privilege(v_role, c.oid, 'select') end as granted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname not in ('information_schema', 'public', 'jobs') and n.nspname not like 'pg\_%'
      and (n.nspname, c.relname) not in (('kernel', 'server_access'), ('kernel', 'migrations'))
  loop
    if r.relkind = 'S' then
      if not has_sequence_privilege(v_role, format('%I.%I', r.nspname, r.relname), 'usage') then
        execute format('grant usage on sequence %I.%I to %I', r.nspname, r.relname, v_role);
      end if;
      continue;
    end if;
    if r.relkind in ('v', 'm') then
      -- A view asks with the rights of who reads it, not of who made it.
      if r.relkind = 'v' and not coalesce(r.reloptions @> '{security_invoker=true}', false) then
        execute format('alter view %I.%I set (security_invoker = true)', r.nspname, r.relname);
      end if;
      if not r.granted then
        execute format('grant select on %I.%I to %I', r.nspname, r.relname, v_role);
      end if;
      continue;
    end if;
    if (r.of_tenant or (r.nspname = 'kernel' and r.relname = 'tenants')) and not r.relrowsecurity then
      execute format('alter table %I.%I enable row level security', r.nspname, r.relname);
      execute format('create policy of_tenant on %I.%I using (%I = (select kernel.tenant()))',
        r.nspname, r.relname, case when r.of_tenant then 'tenant_id' else 'id' end);
    end if;
    -- The parts of a partitioned table are reached through the whole alone.
    if not r.relispartition and not r.granted then
      execute format('grant %s on %I.%I to %I',
        case when r.nspname = 'kernel' and r.relname = 'events' then 'select, insert' else 'select, insert, update, delete' end,
        r.nspname, r.relname, v_role);
    end if;
  end loop;
  -- The queue is another program's tables: a job carries its tenant in its data.
  if to_regnamespace('jobs') is not null then
    execute format('grant usage on schema jobs to %I', v_role);
    if to_regclass('jobs.queue') is not null then
      execute format('grant select on jobs.queue to %I', v_role);
    end if;
    for r in select c.relname, c.relrowsecurity from pg_class c
      where c.relnamespace = 'jobs'::regnamespace and c.relname in ('job', 'job_common')
    loop
      if not r.relrowsecurity then
        execute format('alter table jobs.%I enable row level security', r.relname);
        execute format('create policy of_tenant on jobs.%I using (data ->> ''tenantId'' = (select kernel.tenant())::text)', r.relname);
      end if;
      execute format('grant select, insert on jobs.%I to %I', r.relname, v_role);
    end loop;
  end if;
end $$;

revoke all on function kernel.guard_rows() from public;
