import type { Field, Shape } from './shape.ts'
import { leftOut } from './words/left-out.ts'

/** Where the made part of docs/data-out.md begins. */
export const docBegins =
  '<!-- From here on made by modules/takeouts/takeouts.test.ts: vitest run modules/takeouts -u -->'

/** The table of every file's columns, and of what is left out, from the description that exports are written by. */
export function columnsDoc(shapes: readonly Shape[]): string {
  const rows = shapes.map(
    ({ name, zh, en, fields, left }) =>
      `| \`${name}\` | ${zh} ${en} | ${fields.map(fieldDoc).join(', ')}${left.length === 0 ? '' : `; left: ${left.join(', ')}`} |`,
  )
  const out = Object.entries(leftOut).map(([name, [zh, en]]) => `| \`${name}\` | ${zh} ${en} |`)
  return `${docBegins}

## Files and their columns

\`rows/<table>.jsonl\` and \`sheets/<table>.xlsx\`. 🔓 sealed, opened where asked for; 🔒 never opened; → the table whose \`id\` it is.

| table | what | columns |
|---|---|---|
${rows.join('\n')}

## Tables that are left out

| table | why |
|---|---|
${out.join('\n')}
`
}

function fieldDoc({ name, refers, treatment }: Field): string {
  const mark = treatment.is === 'opened' ? ' 🔓' : treatment.is === 'closed' ? ' 🔒' : ''
  return `${name}${mark}${refers ? ` → ${refers}` : ''}`
}
