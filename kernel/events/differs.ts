// For modules that hold rows against their ledger (`liren verify`).

/** The first column in which a row differs from what the ledger says, in words; `passed` where the ledger says nothing. */
export function differs<Row extends object>(
  row: Row,
  told: Row | undefined,
  passed: readonly (keyof Row)[] = [],
): string | null {
  if (!told) return 'the ledger knows nothing of it'
  const shown = (value: unknown) => JSON.stringify(value ?? null)
  const name = (Object.keys(told) as (keyof Row & string)[]).find(
    (column) => shown(row[column]) !== shown(told[column]) && !(passed.includes(column) && told[column] === null),
  )
  return name ? `${name} is ${shown(row[name])}, the ledger says ${shown(told[name])}` : null
}
