import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Files by path, with their text. */
export type Tree = Readonly<Record<string, string>>

/** Three tiers in small, in which every wall stands: roads < houses (one tier, in order), matters, board. */
export const soundTree: Tree = {
  'modules/tiers.json': JSON.stringify({
    tiers: [['roads', 'houses', 'trees'], ['matters'], ['board']],
    withinTierOrder: ['roads', 'houses'],
  }),
  'kernel/db.ts': "import pg from 'pg'\nexport const db = pg\nexport interface Tx { a: 1 }\n",
  'kernel/contract/ids.ts': 'export type Id = string\n',
  'kernel/web/client.ts': "import type { Id } from '../contract/ids.ts'\nexport const get = (id: Id) => id\n",
  'kernel/migrations/1-kernel.sql': 'create table kernel.events (id int);',
  'ui/button.ts': 'export const button = 1\n',
  'modules/roads/contract.ts': "import type { Id } from '../../kernel/contract/ids.ts'\nexport type RoadId = Id\n",
  'modules/roads/public.ts': "import { db } from '../../kernel/db.ts'\nexport const roadsOf = db\n",
  'modules/roads/road-store.ts': "import { db } from '../../kernel/db.ts'\nexport const roads = db\n",
  'modules/roads/migrations/1-roads.sql': `create table roads.roads (id int);
    create view roads.roads_view as select id from roads.roads;`,
  'modules/houses/house-service.ts': "import { roadsOf } from '../roads/public.ts'\nexport const houses = roadsOf\n",
  'modules/houses/migrations/1-houses.sql': `-- houses know roads.roads
    create table houses.houses (id int references roads.roads (id));
    select kernel.record_event('roads.road_built', 1) from roads.roads_view join houses.houses roads on roads.id = 1;`,
  'modules/matters/matter.ts': 'export const states = []\n',
  'modules/matters/contract.ts': "import { states } from './matter.ts'\nexport const known = states\n",
  'modules/matters/events.ts': "import type { RoadId } from '../roads/contract.ts'\nexport type Moved = RoadId\n",
  'modules/matters/matter-queries.ts': `import { db } from '../../kernel/db.ts'
    export const list = (q: any) => [db, q.selectFrom('matters.matters as m').innerJoin('houses.houses_view', 'a', 'b'),
      'update matters.matters set state = $1 where houses.acting($2)', 'matters.matter_moved', 'a houses.houses in a text']
  `,
  'modules/matters/desk/page.ts':
    "import { button } from '../../../ui/button.ts'\nimport { states } from '../matter.ts'\nexport default [button, states]\n",
  'modules/board/subscribers.ts': "import type { Moved } from '../matters/events.ts'\nexport type Seen = Moved\n",
  'apps/server/main.ts': "import { roads } from '../../modules/roads/road-store.ts'\nconsole.log(roads)\n",
  'apps/desk/main.ts':
    "import { get } from '../../kernel/web/client.ts'\nconst page = import('../../modules/matters/desk/page.ts')\nconsole.log(get, page)\n",
  'apps/pocket/main.ts': "import { get } from '../../kernel/web/client.ts'\nconsole.log(get)\n",
  'node_modules/pg/package.json': '{ "name": "pg", "main": "index.js" }',
  'node_modules/pg/index.js': 'export default 1\n',
  'node_modules/antd/package.json': '{ "name": "antd", "main": "index.js" }',
  'node_modules/antd/index.js': 'export const Table = 1\n',
}

/** Writes a tree into a temporary folder for as long as `work` takes. */
export async function withTree<T>(tree: Tree, work: (root: string) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'liren-walls-'))
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return await work(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}
