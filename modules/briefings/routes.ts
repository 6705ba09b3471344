import { type Route, route } from '../../kernel/http/route.ts'
import { readers } from '../matters/public.ts'
import { boardFor } from './board-queries.ts'
import { readBoard } from './contract.ts'

export const routes: readonly Route[] = [
  route(readBoard, {
    access: { roles: readers },
    perMinute: 120,
    handle: ({ read, actor, query, clock }) => read((tx) => boardFor(tx, actor, query, clock.now())),
  }),
]
