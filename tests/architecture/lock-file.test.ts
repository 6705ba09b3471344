import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const json = <T>(path: string) => JSON.parse(readFileSync(inProject(path), 'utf8')) as T
const locked = json<{ packages: Record<string, Locked> }>('package-lock.json').packages

it('the lock file is of this package.json', () => {
  const wanted = json<Locked>('package.json')
  const { dependencies, devDependencies, optionalDependencies } = locked[''] ?? {}
  expect({ dependencies, devDependencies, optionalDependencies }).toEqual({
    dependencies: wanted.dependencies,
    devDependencies: wanted.devDependencies,
    optionalDependencies: wanted.optionalDependencies,
  })
})

it('every package has one version, a hash, and no source but the registry', () => {
  const packages = Object.entries(locked).filter(([path]) => path !== '')
  const wrong = packages.filter(([, { version, resolved, integrity, link, inBundle }]) => {
    const source = resolved === undefined || resolved.startsWith('https://registry.npmjs.org/')
    return link || !version || !source || (!inBundle && !integrity?.startsWith('sha512-'))
  })
  expect(wrong.map(([path]) => path)).toEqual([])
})

it('there is one lock file, and the scripts install from it alone', () => {
  const others = ['yarn.lock', 'pnpm-lock.yaml', 'npm-shrinkwrap.json', 'bun.lockb', '.npmrc']
  expect(others.filter((name) => existsSync(inProject(name)))).toEqual([])
  const script = readFileSync(inProject('scripts/project.mjs'), 'utf8')
  expect(script).toContain("npm(['ci',")
  expect(script).not.toMatch(/\['(i|install|update)'/)
})
