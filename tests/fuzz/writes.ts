import { type Db, sql } from '../../kernel/db.ts'

/** The tables written to since it was asked last. */
export type Writes = () => Promise<string[]>

/**
 * Notes every row that is written to any table of ours, in the transaction that writes it: what is rolled back leaves no note.
 * For tests: the triggers stay in their database.
 * @returns the tables written to since it was asked last.
 */
export async function watchWrites(db: Db): Promise<Writes> {
  await db.tx(async (tx) => {
    await sql`create schema fuzz`.execute(tx)
    await sql`create table fuzz.writes ("table" text not null)`.execute(tx)
    await sql`create function fuzz.note() returns trigger language plpgsql as $$
      begin
        insert into fuzz.writes values (tg_argv[0]);
        return null;
      end $$`.execute(tx)
    await sql`grant usage on schema fuzz to public`.execute(tx)
    await sql`grant insert on fuzz.writes to public`.execute(tx)
    await sql`do $$
      declare one record;
      begin
        for one in
          select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and not c.relispartition
            and n.nspname not in ('fuzz', 'jobs', 'pg_catalog', 'information_schema')
        loop
          execute format('create trigger zz_fuzz after insert or update or delete on %I.%I
            for each row execute function fuzz.note(%L)',
            one.nspname, one.relname, one.nspname || '.' || one.relname);
        end loop;
      end $$`.execute(tx)
  })
  return async () => {
    const rows = await db.statement<{ table: string }>(
      'fuzz writes',
      'with gone as (delete from fuzz.writes returning "table") select distinct "table" from gone order by 1',
      [],
    )
    return rows.map(({ table }) => table)
  }
}
