import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Condition, type Figure, figureOf, figures, formulaConditions } from '../figures.ts'
import type { FormulaSpec, FormulaVersion, FormulaView } from './contract.ts'

/** A figure with the version of its formula. */
export interface Formula extends Figure {
  /** 0: as delivered. */
  readonly version: number
  readonly shown: boolean
}

/** Other numbers are made of these: the days to resolve, ledgers, what is beside the rates. */
const fixed: ReadonlySet<string> = new Set(['reported', 'open', 'overdue', 'resolved'])
export const isFixed = (code: string): boolean => fixed.has(code)

const known: ReadonlySet<string> = new Set<string>(formulaConditions)
const isCondition = (name: string): name is Condition => known.has(name)

/** Conditions that the program does not know (any more) count nothing, so they are refused when a formula is saved. */
export const unknownIn = (spec: FormulaSpec): string[] =>
  [...spec.numerator, ...(spec.denominator ?? []), ...spec.exclusions, ...(spec.partly?.conditions ?? [])].filter(
    (name) => !known.has(name),
  )

export function figureFrom(code: string, spec: FormulaSpec): Figure {
  const { name, meaning, source, partly } = spec
  return {
    ...{ code, name, meaning, source },
    numerator: spec.numerator.filter(isCondition),
    denominator: spec.denominator?.filter(isCondition) ?? null,
    exclusions: spec.exclusions.filter(isCondition),
    partly: partly && { percent: partly.percent, conditions: partly.conditions.filter(isCondition) },
  }
}

const specOf = (figure: Figure): FormulaSpec => ({
  ...{ name: { ...figure.name }, meaning: { ...figure.meaning }, source: figure.source, shown: true },
  numerator: [...figure.numerator],
  denominator: figure.denominator ? [...figure.denominator] : null,
  exclusions: [...figure.exclusions],
  partly: null,
})

interface Row {
  readonly code: string
  readonly version: number
  readonly spec: FormulaSpec
  readonly validFrom: Date
  readonly savedAt: Date
  readonly author: string | null
  readonly note: string
  readonly returnsTo: number | null
}

/** The formulas in force: as delivered, where a tenant has not changed them; then those that it added. */
export async function formulasInForce(tx: Tx, tenantId: TenantId, now: Date): Promise<Formula[]> {
  const { rows } = await sql<Pick<Row, 'code' | 'version' | 'spec'>>`
    select distinct on (code) code, version, spec from matters.formulas
    where tenant_id = ${tenantId} and valid_from <= ${now} order by code, version desc`.execute(tx)
  const changed = new Map(rows.map((row) => [row.code, row]))
  const formula = (row: Pick<Row, 'code' | 'version' | 'spec'>): Formula => ({
    ...figureFrom(row.code, row.spec),
    version: row.version,
    shown: row.spec.shown,
  })
  const delivered = figures.map((figure): Formula => {
    const row = changed.get(figure.code)
    changed.delete(figure.code)
    return row ? formula(row) : { ...figure, version: 0, shown: true }
  })
  return [...delivered, ...[...changed.values()].map(formula)]
}

/** The formula in force behind a code, one of imports too; undefined: there is none. */
export async function formulaInForce(tx: Tx, tenantId: TenantId, code: string, now: Date): Promise<Figure | undefined> {
  return (await formulasInForce(tx, tenantId, now)).find((one) => one.code === code) ?? figureOf(code)
}

/** Every formula with all its versions, the newest first. */
export async function allFormulas(tx: Tx, tenantId: TenantId, now: Date): Promise<FormulaView[]> {
  const { rows } = await sql<Row>`
    select f.code, f.version, f.spec, f.valid_from as "validFrom", f.saved_at as "savedAt", p.name as author, f.note,
      f.returns_to as "returnsTo"
    from matters.formulas f left join people.persons_view p on p.tenant_id = f.tenant_id and p.id = f.author_id
    where f.tenant_id = ${tenantId} order by f.code, f.version desc`.execute(tx)
  const codes = [...new Set([...figures.map(({ code }) => code), ...rows.map(({ code }) => code)])]
  return codes.map((code) => {
    const saved = rows.filter((row) => row.code === code)
    const figure = figures.find((one) => one.code === code)
    const versions: FormulaVersion[] = saved.map((row) => ({
      ...{ version: row.version, spec: row.spec, author: row.author, note: row.note, returnsTo: row.returnsTo },
      validFrom: row.validFrom.toISOString(),
      savedAt: row.savedAt.toISOString(),
    }))
    if (figure)
      versions.push({
        ...{ version: 0, spec: specOf(figure), author: null, note: null, returnsTo: null },
        ...{ validFrom: null, savedAt: null },
      })
    const inForce = saved.find((row) => row.validFrom <= now)?.version ?? 0
    return { code, fixed: isFixed(code), inForce, versions }
  })
}

export interface NewVersion {
  readonly code: string
  readonly version: number
  readonly spec: FormulaSpec
  readonly validFrom: Date
  readonly authorId: string
  readonly note: string
  readonly returnsTo: number | null
  readonly at: Date
}

export async function insertVersion(tx: Tx, tenantId: TenantId, v: NewVersion): Promise<void> {
  await sql`insert into matters.formulas (tenant_id, code, version, spec, valid_from, author_id, note, returns_to, saved_at)
    values (${tenantId}, ${v.code}, ${v.version}, ${JSON.stringify(v.spec)}::jsonb, ${v.validFrom}, ${v.authorId}, ${v.note},
      ${v.returnsTo}, ${v.at})`.execute(tx)
}
