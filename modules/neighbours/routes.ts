import type { Route } from '../../kernel/http/route.ts'

export const routes: readonly Route[] = []
