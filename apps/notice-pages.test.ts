import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inProject } from '../kernel/root.ts'
import { pageOf } from '../modules/notices/web/page-of.ts'
import { pages as desk } from './desk/pages.ts'
import { pageAt } from './page.ts'
import { pages as pocket } from './pocket/pages.ts'

/** What a matter is about, which leads to the matter. */
const ofMatters = new Set(['facility', 'safety_point'])

/** The kinds of things that notices are about, as they stand in the sources. */
function subjectKinds(): string[] {
  const root = inProject('modules')
  const sources = readdirSync(root, { recursive: true }).map(String)
  const kinds = sources
    .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .filter((text) => /\bnotify\(|\btell\w*\(/.test(text))
    .flatMap((text) =>
      [...text.matchAll(/(?:subject: |[?:] )\{\s*kind: '([\w./-]+)',\s*id\b/g)].map(([, kind]) => kind ?? ''),
    )
  return [...new Set(kinds)].filter((kind) => !ofMatters.has(kind)).sort()
}

it('a notice leads to a page that is there', () => {
  const kinds = subjectKinds()
  expect(kinds).toEqual(expect.arrayContaining(['matter', 'finance/want', 'jobs/opening', 'audit/alarm', 'idea/call']))
  const isThere = (way: string) => [desk, pocket].some((pages) => pageAt(pages, way) !== undefined)
  const lost = kinds.filter((kind) => !isThere(pageOf({ kind, id: 'one' })))
  expect(lost).toEqual([])
})

it('notices of before find their way as well', () => {
  expect(pageOf({ kind: 'audit/alarms', id: 'one' })).toBe('/audit/alarms/one')
})
