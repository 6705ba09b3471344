import { existsSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { below, homeless, modulesOf, readTiers, type Tiers } from './tiers.ts'

export interface Finding {
  /** The wall's name. */
  readonly wall: string
  readonly file: string
  /** What stands there that must not. */
  readonly what: string
}

export interface ImportReport {
  /** How many of our files were read. */
  readonly read: number
  readonly findings: readonly Finding[]
}

const folders = ['apps', 'kernel', 'modules', 'ui', 'vite']
const sourceFile = /\.(ts|tsx)$/
/** Tests reach everywhere: they stand outside of the walls. */
const tests = ['\\.(test|fixture)\\.tsx?$', '^kernel/testing/', '/testing/']

const leaf = '^modules/[^/]+/(contract|events)\\.ts$'
const serverFiles = [
  '^modules/.+-(store|queries|service)\\.ts$',
  '^modules/[^/]+/(routes|subscribers|jobs|module|public|tables)\\.ts$',
]
const browserKernel = ['^kernel/(contract|web|time|text)/', '^kernel/clock\\.ts$']
const browserFiles = [
  '^apps/(desk|pocket)/(?!vite\\.config)',
  '^apps/[^/]+\\.tsx?$',
  '^modules/[^/]+/(desk|pocket)/',
  '^kernel/web/',
  '^ui/(?!vite\\.config)',
]
const builtins = `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`
const serverPackages = '^node_modules/(pg|pg-boss|kysely|fastify|@fastify|sharp|saxes|@node-rs|otpauth)/'

const notTests = { pathNot: tests }

/** The walls of ARCHITECTURE.md between files, as rules of dependency-cruiser. */
export function importRules(tiers: Tiers): IForbiddenRuleType[] {
  return [
    ...moduleRules(tiers),
    {
      name: 'kernel-knows-no-module',
      from: { path: '^kernel/', ...notTests },
      to: { path: '^(modules|ui)/' },
    },
    { name: 'nobody-imports-apps', from: { path: '^(kernel|modules|ui)/', ...notTests }, to: { path: '^apps/' } },
    {
      name: 'ui-knows-none-of-our-nouns',
      from: { path: '^ui/', ...notTests },
      to: { path: '^(kernel|modules)/', pathNot: ['^kernel/contract/'] },
    },
    {
      name: 'no-cycle',
      from: {},
      // Types alone do not run: two files of one folder may speak of each other's.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'tests-stay-outside', from: { ...notTests, path: '^(apps|kernel|modules|ui)/' }, to: { path: tests } },
    { name: 'everything-is-found', from: { path: '^(apps|kernel|modules|ui)/' }, to: { couldNotResolve: true } },
    ...leafRules,
    ...browserRules,
  ]
}

/** One rule a module: it sees the leaves of all and the door of those below. */
function moduleRules(tiers: Tiers): IForbiddenRuleType[] {
  return modulesOf(tiers).map((module) => {
    const lower = below(module, tiers).join('|') || '(?!)'
    return {
      name: `${module}-calls-downwards-by-doors`,
      from: { path: `^modules/${module}/`, ...notTests },
      to: {
        path: '^modules/',
        pathNot: [
          `^modules/${module}/`,
          leaf,
          `^modules/(${lower})/public\\.ts$`,
          `^modules/(${lower})/(desk|pocket)/public\\.tsx?$`,
        ],
      },
    }
  })
}

const leafRules: IForbiddenRuleType[] = [
  {
    name: 'leaves-stay-leaves',
    from: { path: '^modules/([^/]+)/(contract|events)\\.ts$' },
    to: { path: '^(kernel|modules|apps|ui)/', pathNot: ['^kernel/contract/', leaf, '^modules/$1/[^/]+\\.ts$'] },
  },
]

const browserRules: IForbiddenRuleType[] = [
  {
    name: 'desk-and-pocket-stay-apart',
    from: { path: '^(apps|modules/[^/]+)/desk/', ...notTests },
    to: { path: '^(apps|modules/[^/]+)/pocket/' },
  },
  {
    name: 'pocket-and-desk-stay-apart',
    from: { path: '^(apps|modules/[^/]+)/pocket/', ...notTests },
    // What the desk is drawn with weighs more than a whole phone page.
    to: { path: '^((apps|modules/[^/]+|ui)/desk/|node_modules/(antd|@ant-design|echarts)/)' },
  },
]

/** Whose files reach nothing of the server's, by however long a detour. */
export const apart: readonly { readonly name: string; readonly from: readonly string[] }[] = [
  { name: 'leaves-reach-no-server', from: [leaf, '^kernel/contract/'] },
  { name: 'pages-reach-no-server', from: browserFiles },
]
const servers = ['^kernel/', ...serverFiles, builtins, serverPackages]

/** Reads all imports below `root` and holds them against the walls. */
export async function checkImports(root: string): Promise<ImportReport> {
  const tiers = readTiers(root)
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: importRules(tiers) },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|public)/' },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  )
  if (typeof output === 'string') throw new Error(output)
  return {
    read: output.modules.filter(({ source }) => sourceFile.test(source) && !source.includes('node_modules')).length,
    findings: [...missed(root, output), ...strangers(root, tiers), ...violations(output), ...detours(output)],
  }
}

const violations = ({ summary }: ICruiseResult): Finding[] =>
  summary.violations.map(({ rule, from, to, via, cycle }) => ({
    wall: rule.name,
    file: from,
    what: [...(via ?? cycle ?? []).map(({ name }) => name), to]
      .filter((name, n, all) => all.indexOf(name) === n)
      .join(' → '),
  }))

/**
 * What reaches the server's files, with the way there. Every file is met once, from those files back along who imports them:
 * the reader's own rule of reaching looks for each pair anew, which took as long as reading all files.
 */
function detours({ modules }: ICruiseResult): Finding[] {
  const importers = new Map<string, string[]>()
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) importers.set(resolved, [...(importers.get(resolved) ?? []), source])
  }
  const anyOf = (patterns: readonly string[]) => new RegExp(patterns.join('|'))
  const [server, browser, test] = [servers, browserKernel, tests].map(anyOf)
  const files = [...new Set([...importers.keys(), ...modules.map(({ source }) => source)])]
  const held = new Set(files.filter((file) => server?.test(file) && !browser?.test(file)))
  /** From each file that reaches a server's, the next one on a shortest way. */
  const next = new Map<string, string>()
  const wayFrom = (file: string): string[] => {
    const to = next.get(file)
    return to === undefined ? [] : held.has(to) ? [to] : [to, ...wayFrom(to)]
  }
  let met = [...held]
  while (met.length > 0) {
    met = met.flatMap((file) =>
      (importers.get(file) ?? []).filter((importer) => {
        if (next.has(importer)) return false
        next.set(importer, file)
        return !held.has(importer)
      }),
    )
  }
  return apart.flatMap(({ name, from }) => {
    const one = anyOf(from)
    return [...next.keys()]
      .filter((file) => one.test(file) && !test?.test(file))
      .map((file) => ({ wall: name, file, what: wayFrom(file).join(' → ') }))
  })
}

/** A compiler that the reader does not understand makes it read nothing and find no fault. */
function missed(root: string, { modules }: ICruiseResult): Finding[] {
  const read = new Set(modules.map(({ source }) => source))
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`))
  return files
    .filter((file) => sourceFile.test(file) && !file.includes('/public/') && !read.has(file))
    .map((file) => ({ wall: 'every-file-is-read', file, what: 'was not read' }))
}

const strangers = (root: string, tiers: Tiers): Finding[] =>
  homeless(root, tiers).map((name) => ({
    wall: 'every-module-has-a-tier',
    file: `modules/${name}`,
    what: 'is not in modules/tiers.json',
  }))
