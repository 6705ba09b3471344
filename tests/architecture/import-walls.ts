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
  {
    name: 'leaves-reach-no-server',
    from: { path: `${leaf}|^kernel/contract/`, ...notTests },
    to: {
      path: ['^kernel/', ...serverFiles, builtins, serverPackages],
      pathNot: browserKernel,
      reachable: true,
    },
  },
]

const browserRules: IForbiddenRuleType[] = [
  {
    name: 'pages-reach-no-server',
    from: { path: browserFiles, ...notTests },
    to: {
      path: ['^kernel/', ...serverFiles, builtins, serverPackages],
      pathNot: browserKernel,
      reachable: true,
    },
  },
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
    findings: [...missed(root, output), ...strangers(root, tiers), ...violations(output)],
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
