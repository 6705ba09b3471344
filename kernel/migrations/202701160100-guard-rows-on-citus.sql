-- As before, but for one thing: Citus refuses a policy with a subquery, on a table that lies on several machines.
create or replace function kernel.guard_rows() returns void language plpgsql as $$
declare
  v_role text := (select role from kernel.server_access);
  v_tenant text := case when exists (select from pg_extension where extname = 'citus') then 'kernel.tenant()' else '(select kernel.tenant())' end;
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
      execute format('create policy of_tenant on %I.%I using (%I = %s)',
        r.nspname, r.relname, case when r.of_tenant then 'tenant_id' else 'id' end, v_tenant);
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
