/** What a token for scripts may read; an endpoint says in its contract to which it belongs (docs/tokens.md). */
export const tokenScopes = ['matters', 'figures', 'places', 'facilities', 'wall'] as const
export type TokenScope = (typeof tokenScopes)[number]
