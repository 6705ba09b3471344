import { expect, it } from 'vitest'
import { apart, checkImports, importRules } from './import-walls.ts'
import { soundTree, type Tree, withTree } from './tree.fixture.ts'

const wallsBrokenBy = (broken: Tree) =>
  withTree({ ...soundTree, ...broken }, async (root) => {
    const { findings } = await checkImports(root)
    return [...new Set(findings.map(({ wall }) => wall))].sort()
  })

const imports = (path: string) => `import * as there from '${path}'\nexport const here = there\n`

it('finds no fault in a sound tree, and reads all of it', async () => {
  const { findings, read } = await withTree(soundTree, checkImports)
  expect(findings).toEqual([])
  expect(read).toBe(Object.keys(soundTree).filter((path) => path.endsWith('.ts')).length)
})

const breaches: [string, string, Tree][] = [
  [
    'a module calls upwards',
    'roads-calls-downwards-by-doors',
    {
      'modules/roads/road-service.ts': imports('../matters/public.ts'),
      'modules/matters/public.ts': 'export const open = 1\n',
    },
  ],
  [
    'a module calls sideways, against the order of its tier',
    'roads-calls-downwards-by-doors',
    {
      'modules/roads/road-service.ts': imports('../houses/public.ts'),
      'modules/houses/public.ts': 'export const open = 1\n',
    },
  ],
  [
    'a module calls sideways where there is no order',
    'trees-calls-downwards-by-doors',
    {
      'modules/trees/tree-service.ts': imports('../roads/public.ts'),
    },
  ],
  [
    'a module climbs in through the window',
    'matters-calls-downwards-by-doors',
    {
      'modules/matters/matter-service.ts': imports('../roads/road-store.ts'),
    },
  ],
  [
    'a module takes no more than a type through the window',
    'matters-calls-downwards-by-doors',
    {
      'modules/matters/matter-service.ts':
        "import type { roads } from '../roads/road-store.ts'\nexport type Here = typeof roads\n",
    },
  ],
  [
    'a module re-exports from another',
    'matters-calls-downwards-by-doors',
    {
      'modules/matters/matter-service.ts': "export * from '../roads/road-store.ts'\n",
    },
  ],
  ['the kernel knows a module', 'kernel-knows-no-module', { 'kernel/log.ts': imports('../modules/roads/contract.ts') }],
  [
    'a module imports an app',
    'nobody-imports-apps',
    { 'modules/board/start.ts': imports('../../apps/server/main.ts') },
  ],
  ['ui knows a noun', 'ui-knows-none-of-our-nouns', { 'ui/road.ts': imports('../modules/roads/contract.ts') }],
  ['ui calls the server', 'ui-knows-none-of-our-nouns', { 'ui/list.ts': imports('../kernel/web/client.ts') }],
  [
    'a cycle',
    'no-cycle',
    {
      'modules/houses/roof.ts': imports('./wall.ts'),
      'modules/houses/wall.ts': imports('./roof.ts'),
    },
  ],
  [
    'a program uses a test',
    'tests-stay-outside',
    {
      'modules/houses/house.test.ts': 'export const sample = 1\n',
      'modules/houses/house.ts': imports('./house.test.ts'),
    },
  ],
  ['an import leads nowhere', 'everything-is-found', { 'modules/houses/house.ts': imports('./gone.ts') }],
  [
    'a leaf takes from its module what is no leaf matter',
    'leaves-stay-leaves',
    {
      'modules/houses/contract.ts': imports('../../kernel/web/client.ts'),
    },
  ],
  [
    'a leaf hangs on the database',
    'leaves-reach-no-server',
    {
      'modules/houses/events.ts': imports('./house.ts'),
      'modules/houses/house.ts': imports('../../kernel/db.ts'),
    },
  ],
  ['a leaf reads files', 'leaves-reach-no-server', { 'modules/houses/contract.ts': imports('node:fs') }],
  [
    'a page takes a service, by a detour',
    'pages-reach-no-server',
    {
      'modules/houses/desk/page.ts': imports('../house-words.ts'),
      'modules/houses/house-words.ts': imports('./house-service.ts'),
    },
  ],
  [
    'a page takes a service, through two that know each other’s types',
    'pages-reach-no-server',
    {
      'modules/houses/desk/page.ts': imports('../roof.ts'),
      'modules/houses/roof.ts': "import type { Wall } from './wall.ts'\nexport interface Roof { on: Wall }\n",
      'modules/houses/wall.ts':
        "import type { Roof } from './roof.ts'\nexport * from './house-service.ts'\nexport interface Wall { under: Roof }\n",
    },
  ],
  ['a page opens the database', 'pages-reach-no-server', { 'apps/pocket/page.ts': imports('../../kernel/db.ts') }],
  ['a page takes a package of the server', 'pages-reach-no-server', { 'apps/desk/page.ts': imports('pg') }],
  ['a page reads files', 'pages-reach-no-server', { 'kernel/web/read.ts': imports('node:fs/promises') }],
  [
    'the desk takes from the pocket',
    'desk-and-pocket-stay-apart',
    {
      'modules/houses/desk/page.ts': imports('../pocket/list.ts'),
      'modules/houses/pocket/list.ts': 'export const list = 1\n',
    },
  ],
  ['the pocket carries the desk', 'pocket-and-desk-stay-apart', { 'apps/pocket/table.ts': imports('antd') }],
  ['a file is passed over', 'every-file-is-read', { 'modules/houses/dist/made.ts': 'export const made = 1\n' }],
  ['a module stands in no tier', 'every-module-has-a-tier', { 'modules/bees/bee.ts': 'export const bee = 1\n' }],
]

it.each(breaches)('notices when %s', async (_, wall, broken) => {
  expect(await wallsBrokenBy(broken)).toContain(wall)
})

it('shows a breach of every wall there is', () => {
  const shown = new Set(breaches.map(([, wall]) => wall))
  // One of this name a module; they are shown for some.
  const perModule = /-calls-downwards-by-doors$/
  const walls = [...importRules({ tiers: [['roads']], withinTierOrder: [] }), ...apart].map(({ name }) => name ?? '')
  expect(walls.filter((wall) => !perModule.test(wall) && !shown.has(wall))).toEqual([])
})

it.each<[string, Tree]>([
  [
    'a page shows a part that a lower module lends',
    {
      'modules/matters/desk/map.ts': imports('../../houses/desk/public.ts'),
      'modules/houses/desk/public.ts': 'export const map = 1\n',
    },
  ],
  ['a test reaches through a wall', { 'modules/roads/road.test.ts': imports('../matters/matter.ts') }],
  [
    'two files speak of each other’s types',
    {
      'modules/houses/roof.ts': "import type { Wall } from './wall.ts'\nexport interface Roof { on: Wall }\n",
      'modules/houses/wall.ts': "import type { Roof } from './roof.ts'\nexport interface Wall { under: Roof }\n",
    },
  ],
])('lets pass that %s', async (_, tree) => {
  expect(await wallsBrokenBy(tree)).toEqual([])
})
