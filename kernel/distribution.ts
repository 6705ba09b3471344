import pg from 'pg'

/** How a table would lie on several machines. */
export interface PlacedTable {
  /** `schema.table`. */
  readonly name: string
  /** `distributed`: each tenant's rows on one machine; `reference`: a whole copy on every machine. */
  readonly kind: 'distributed' | 'reference'
  /** Tables that its foreign keys point to. */
  readonly needs: readonly string[]
}

/** Something that keeps a table from being distributed by tenant. */
export interface Obstacle {
  readonly table: string
  readonly what: 'primary key' | 'unique index' | 'exclusion' | 'foreign key' | 'on delete'
  readonly name: string
}

export interface DistributionPlan {
  /** What a foreign key points to comes before what points to it. */
  readonly tables: readonly PlacedTable[]
  readonly obstacles: readonly Obstacle[]
  /** Triggers that run on a tenant's rows: they touch that tenant's rows alone, which Citus cannot know. */
  readonly triggers: readonly { readonly table: string; readonly name: string }[]
  /** In order; the whole of what `liren migrate --distribute` runs. */
  readonly statements: readonly string[]
}

// The list of what was migrated belongs to the machine that migrates; the queue's tables stay with it as well.
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'jobs', 'citus') and n.nspname not like 'pg\\_%'
  and not (n.nspname = 'kernel' and c.relname = 'migrations')
  and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')`

const tablesSql = `
  select n.nspname || '.' || c.relname as name,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenants,
    array(select distinct rn.nspname || '.' || r.relname from pg_constraint f join pg_class r on r.oid = f.confrelid
      join pg_namespace rn on rn.oid = r.relnamespace
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid and not r.relispartition) as needs
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and ${ours} order by 1`

// An index or key must hold tenant_id; a foreign key between tenants' tables must tie tenant_id to tenant_id.
const obstaclesSql = `
  with placed as (
    select c.oid, n.nspname || '.' || c.relname as name, a.attnum as tenant from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and ${ours})
  select p.name as "table", i.indexrelid::regclass::text as name,
    case when i.indisprimary then 'primary key' when i.indisexclusion then 'exclusion' else 'unique index' end as what
  from placed p join pg_index i on i.indrelid = p.oid
  where (i.indisunique or i.indisexclusion) and not (p.tenant = any (i.indkey::int2[]))
  union all
  select p.name, f.conname, 'foreign key' from placed p join pg_constraint f on f.conrelid = p.oid and f.contype = 'f'
  join placed r on r.oid = f.confrelid
  where not exists (select from unnest(f.conkey, f.confkey) as k(ours, theirs) where k.ours = p.tenant and k.theirs = r.tenant)
  union all
  -- Citus empties no key that holds the tenant, not even of its other columns alone (its issue 7132, open).
  select p.name, f.conname, 'on delete' from placed p join pg_constraint f on f.conrelid = p.oid and f.contype = 'f'
  where f.confdeltype in ('n', 'd')
  order by 1, 2`

const triggersSql = `
  select n.nspname || '.' || c.relname as "table", t.tgname as name from pg_trigger t
  join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where not t.tgisinternal and not c.relispartition and ${ours} order by 1, 2`

// Without the subquery by which it is asked once a statement: Citus refuses one in a policy. Alone, the function is asked once a
// row wherever no index takes it.
const policiesSql = `
  select format('alter policy %I on %I.%I using (%I = kernel.tenant())', p.polname, n.nspname, c.relname,
    case when n.nspname = 'kernel' and c.relname = 'tenants' then 'id' else 'tenant_id' end) as statement
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where pg_get_expr(p.polqual, c.oid) ~* 'select' and ${ours}
  order by n.nspname, c.relname`

// Whatever runs beside a row (policies, triggers, defaults) is looked for on the row's machine.
const functionsSql = `
  select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname not in ('pg_catalog', 'information_schema', 'jobs', 'citus', 'public') and n.nspname not like 'pg\\_%'
    and p.prokind in ('f', 'p') and p.oid <> 'kernel.tenant()'::regprocedure
    and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e') order by 1`

const rolesSql = `select format('%I', current_user) as owner, format('%I', role) as server from kernel.server_access`

/** Reads from a migrated database how it would be distributed, and what stands in the way. */
export async function planDistribution(client: pg.ClientBase): Promise<DistributionPlan> {
  const { rows } = await client.query<{ name: string; tenants: boolean; needs: string[] }>(tablesSql)
  const tables = inOrder(
    rows.map(({ name, tenants, needs }) => ({ name, kind: tenants ? 'distributed' : 'reference', needs })),
  )
  const obstacles = (await client.query<Obstacle>(obstaclesSql)).rows
  const triggers = (await client.query<{ table: string; name: string }>(triggersSql)).rows
  const policies = (await client.query<{ statement: string }>(policiesSql)).rows.map(({ statement }) => statement)
  const functions = (await client.query<{ name: string }>(functionsSql)).rows.map(({ name }) => name)
  const [roles] = (await client.query<Roles>(rolesSql)).rows
  if (!roles) throw new Error('kernel.server_access is empty: run the migrations')
  const statements = [
    ...settingsOf(roles),
    ...policies,
    placingFunction('kernel.tenant()'),
    ...tables.map(placing(tables.find(({ kind }) => kind === 'distributed')?.name ?? '')),
    ...functions.map(placingFunction),
  ]
  return { tables, obstacles, triggers, statements }
}

interface Roles {
  readonly owner: string
  readonly server: string
}

/**
 * Sessions of both roles keep them, the workers' own as well. What runs beside a row (its triggers, the policy that asks whose
 * it is) looks at rows of the same tenant, which lie on the same machine, and at tables that every machine has a copy of: the
 * very cases in which it is right to allow both. Without the third, each machine but the first would show no row at all.
 */
const settingsOf = ({ owner, server }: Roles): string[] => [
  'set citus.enable_unsafe_triggers = on',
  `alter role ${owner} set citus.enable_unsafe_triggers = on`,
  `alter role ${server} set citus.propagate_set_commands = 'local'`,
  ...[owner, server].map((role) => `alter role ${role} set citus.allow_nested_distributed_execution = on`),
]

const placingFunction = (name: string): string => `select create_distributed_function('${name.replaceAll("'", "''")}')`

const placing =
  (first: string) =>
  ({ name, kind }: PlacedTable): string => {
    if (kind === 'reference') return `select create_reference_table('${name}')`
    const beside = name === first ? '' : `, colocate_with => '${first}'`
    return `select create_distributed_table('${name}', 'tenant_id'${beside})`
  }

/** @throws Error where foreign keys go round in a circle, or point to a table that is not placed. */
export function inOrder(tables: readonly PlacedTable[]): PlacedTable[] {
  const ordered: PlacedTable[] = []
  const placed = new Set<string>()
  // Copies on every machine first: a distributed table may point to them, never the other way round.
  let left = [...tables].sort((a, b) => Number(a.kind === 'distributed') - Number(b.kind === 'distributed'))
  while (left.length > 0) {
    const next = left.filter(({ needs }) => needs.every((name) => placed.has(name)))
    if (next.length === 0) throw new Error(`no order for ${left.map(({ name }) => name).join(', ')}`)
    for (const table of next) placed.add(table.name)
    ordered.push(...next)
    left = left.filter(({ name }) => !placed.has(name))
  }
  return ordered
}

/**
 * Distributes a migrated database over the machines of a Citus cluster; what is distributed already is left alone.
 * @returns the statements that ran.
 * @throws Error in words for whoever runs it: no Citus there, or something in the way.
 */
export async function distribute(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`select from pg_extension where extname = 'citus'`)
    if (rows.length === 0)
      throw new Error(
        'this database has no Citus extension, so nothing was distributed: install it, run "create extension citus" in this database and try again (docs/scale.md)',
      )
    const { obstacles, statements } = await planDistribution(client)
    if (obstacles.length > 0)
      throw new Error(`in the way: ${obstacles.map((o) => `${o.table}: ${o.what} ${o.name}`).join('; ')}`)
    const known = await client.query<{ name: string }>(
      'select logicalrelid::regclass::text as name from pg_dist_partition',
    )
    const done = new Set(known.rows.map(({ name }) => name))
    const wanted = statements.filter((statement) => ![...done].some((name) => statement.includes(`_table('${name}'`)))
    for (const statement of wanted) await client.query(statement)
    return wanted
  } finally {
    await client.end()
  }
}
