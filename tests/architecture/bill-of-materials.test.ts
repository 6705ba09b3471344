import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'

interface Component {
  readonly type: string
  readonly name: string
  readonly group?: string
  readonly version: string
  readonly purl: string
  readonly 'bom-ref': string
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
}

interface Bill {
  readonly bomFormat: string
  readonly specVersion: string
  readonly version: number
  readonly serialNumber: string
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

interface Locked {
  readonly name?: string
  readonly version?: string
}

const folder = mkdtempSync(join(tmpdir(), 'liren-bill-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
const nameAt = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

it('the bill of materials is CycloneDX and names every package of the lock file, and nothing else', () => {
  const file = join(folder, 'bill.json')
  const { status, stderr } = spawnSync(process.execPath, [inProject('scripts/sbom.mjs'), file], { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  const bill = JSON.parse(readFileSync(file, 'utf8')) as Bill
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', version: 1, metadata: { component: { name: 'liren' } } })
  expect(bill.specVersion).toMatch(/^1\.[5-9]$/)
  expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)

  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
  const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
  const wanted = new Set(locked.map(([path, { name, version }]) => `${name ?? nameAt(path)}@${version}`))
  const named = bill.components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`)
  expect([...wanted].filter((one) => !named.includes(one))).toEqual([])
  expect(named.filter((one) => !wanted.has(one))).toEqual([])

  const refs = bill.components.map((component) => component['bom-ref'])
  expect(new Set(refs).size).toBe(refs.length)
  const known = new Set([...refs, bill.metadata.component['bom-ref']])
  for (const { ref, dependsOn = [] } of bill.dependencies)
    expect([ref, ...dependsOn].filter((one) => !known.has(one))).toEqual([])
  for (const { type, purl } of bill.components) {
    expect(type).toBe('library')
    expect(purl).toMatch(/^pkg:npm\/\S+@\S+$/)
  }
})
