import pg from 'pg'
import { superuserOf } from './db/standby.fixture.ts'

/**
 * What Citus refuses to lay apart, as its source has it (`create_distributed_table.c`, `foreign_constraint.c`, `policy.c`), on
 * one machine and without laying anything apart: it stands in where no cluster can be had, and tells nothing of how a statement
 * is run on one.
 */
const standIn = `
  create schema citus;
  create table citus.pg_dist_partition (logicalrelid regclass primary key, distributed boolean not null);
  create table citus.functions (named regprocedure primary key);

  create function citus.refuse_triggers(relation regclass) returns void language plpgsql as $$
  begin
    if current_setting('citus.enable_unsafe_triggers', true) is distinct from 'on'
      and exists (select from pg_trigger where tgrelid = relation and not tgisinternal) then
      raise exception '% has triggers', relation;
    end if;
    if exists (select from citus.pg_dist_partition where logicalrelid = relation) then
      raise exception '% is laid apart already', relation;
    end if;
  end $$;

  create function citus.create_reference_table(relation regclass) returns void language plpgsql as $$
  begin
    perform citus.refuse_triggers(relation);
    if exists (select from pg_constraint where conrelid = relation and contype = 'f' and confrelid <> relation
      and confrelid not in (select logicalrelid from citus.pg_dist_partition where not distributed)) then
      raise exception 'a key of % leads to what is no copy on every machine', relation;
    end if;
    insert into citus.pg_dist_partition values (relation, false);
  end $$;

  create function citus.create_distributed_table(relation regclass, distribution_column text, colocate_with text default 'default')
  returns void language plpgsql as $$
  declare
    v_column smallint := (select attnum from pg_attribute where attrelid = relation and attname = distribution_column);
    r record;
  begin
    perform citus.refuse_triggers(relation);
    if colocate_with = 'default' and exists (select from citus.pg_dist_partition where distributed) then
      raise exception '% would lie by itself', relation;
    end if;
    if exists (select from pg_policy p join pg_class c on c.oid = p.polrelid
      where (c.oid = relation or c.oid in (select inhrelid from pg_inherits where inhparent = relation))
      and pg_get_expr(p.polqual, p.polrelid) ~* '\\mselect\\M') then
      raise exception 'a policy of % has a subquery', relation;
    end if;
    if exists (select from pg_policy p join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
      where p.polrelid = relation and d.refclassid = 'pg_proc'::regclass
      and d.refobjid not in (select named::oid from citus.functions)) then
      raise exception 'a policy of % asks a function that is not on every machine', relation;
    end if;
    if exists (select from pg_index where indrelid = relation and (indisunique or indisexclusion)
      and not v_column = any (indkey::int2[])) then
      raise exception 'a unique index of % is without %', relation, distribution_column;
    end if;
    for r in select * from pg_constraint where conrelid = relation and contype = 'f' loop
      if exists (select from citus.pg_dist_partition where logicalrelid = r.confrelid and not distributed) then
        continue;
      end if;
      if r.confrelid <> relation and r.confrelid not in (select logicalrelid from citus.pg_dist_partition) then
        raise exception 'key % of % leads to a table of one machine', r.conname, relation;
      end if;
      if array_position(r.conkey, v_column) is null or array_position(r.conkey, v_column) is distinct from
        array_position(r.confkey, (select attnum from pg_attribute where attrelid = r.confrelid and attname = distribution_column)) then
        raise exception 'key % of % does not tie % to its like', r.conname, relation, distribution_column;
      end if;
      if r.confdeltype in ('n', 'd') or r.confupdtype in ('n', 'd', 'c') then
        raise exception 'key % of % changes what it holds', r.conname, relation;
      end if;
    end loop;
    insert into citus.pg_dist_partition values (relation, true);
  end $$;

  create function citus.create_distributed_function(named regprocedure) returns void language sql as $$
    insert into citus.functions values (named) on conflict do nothing
  $$;
`

// As if it were installed, which asks for a superuser: its settings are anybody's to choose.
const asInstalled = `
  set allow_system_table_mods = on;
  insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  values (99999, 'citus', current_user::regrole, 'citus'::regnamespace, false, 'stand-in');
  grant set on parameter citus.enable_unsafe_triggers, citus.propagate_set_commands,
    citus.allow_nested_distributed_execution to public;
  do $$ begin execute format('alter database %I set search_path = public, citus', current_database()); end $$;
`

/** Puts the stand-in into a migrated database of a cluster that is the tests' own. */
export async function refusingCitus(url: string): Promise<void> {
  await run(url, standIn)
  await run(superuserOf(url), asInstalled)
}

async function run(connectionString: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statements).finally(() => client.end())
}
