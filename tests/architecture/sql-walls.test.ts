import { expect, it } from 'vitest'
import { checkSql } from './sql-walls.ts'
import { soundTree, type Tree, withTree } from './tree.fixture.ts'

const namedBy = (broken: Tree) =>
  withTree({ ...soundTree, ...broken }, (root) => checkSql(root).findings.map(({ file, what }) => `${file}: ${what}`))

it('finds no fault in a sound tree, and reads all of its kernel and modules', async () => {
  const { findings, read } = await withTree(soundTree, checkSql)
  expect(findings).toEqual([])
  expect(read).toBe(Object.keys(soundTree).filter((path) => /^(kernel|modules)\/.*\.(ts|sql)$/.test(path)).length)
})

const store = 'modules/matters/matter-store.ts'
const migration = 'modules/houses/migrations/2-more.sql'

it.each<[string, string, string, string]>([
  [
    'a join in a template',
    store,
    'export const a = sql`select 1 from matters.matters join roads.roads on true`',
    'roads.roads',
  ],
  ['a template with values', store, 'export const a = sql`delete from roads.roads where id = ${1}`', 'roads.roads'],
  ['a plain text', store, "export const a = 'insert into roads.roads(id) values ($1)'", 'roads.roads'],
  ['quoted names', store, 'export const a = \'select * from "roads"."roads"\'', 'roads.roads'],
  ['a method of Kysely', store, "export const a = q.selectFrom('roads.roads as r')", 'roads.roads'],
  ['one of several', store, "export const a = q.selectFrom(['matters.matters', 'roads.roads'])", 'roads.roads'],
  ['a join by Kysely', store, "export const a = q.leftJoin('roads.roads', 'a', 'b')", 'roads.roads'],
  ['a table of the kernel', store, 'export const a = sql`update kernel.events set id = 1`', 'kernel.events'],
  ['a migration that writes elsewhere', migration, 'insert into roads.roads (id) values (1);', 'roads.roads'],
  ['a view of a higher module', migration, 'select * from matters.open_view;', 'matters.open_view'],
  ['a function of a higher module', migration, 'select matters.lamp(1);', 'matters.lamp'],
  [
    'a foreign key upwards',
    migration,
    'alter table houses.houses add foreign key (id) references matters.matters (id);',
    'a foreign key to matters.matters',
  ],
  [
    'a view of a module beside it',
    'modules/trees/migrations/1.sql',
    'select * from roads.roads_view;',
    'roads.roads_view',
  ],
  ['a table in a kernel migration', 'kernel/migrations/2.sql', 'select 1 from roads.roads;', 'roads.roads'],
  [
    'a view in the kernel',
    'kernel/list.ts',
    'export const a = sql`select 1 from roads.roads_view`',
    'roads.roads_view',
  ],
])('notices %s', async (_, file, text, named) => {
  expect(await namedBy({ [file]: text })).toEqual([`${file}: ${named}`])
})

it.each<[string, string]>([
  ['names of events', "export const moved = 'roads.road_moved'"],
  ['a name of an event in SQL', "export const a = sql`select 1 from matters.matters where type = 'roads.road_moved'`"],
  ['functions and views of lower modules', 'export const a = sql`select roads.near($1) from houses.houses_view`'],
  ['calls of a module', 'export const a = roads.near(update)'],
  ['an alias', 'export const a = sql`select roads.id from matters.roads_passed as roads`'],
])('lets pass %s', async (_, text) => {
  expect(await namedBy({ [store]: text })).toEqual([])
})
