/** After signing out: to the provider that somebody came by, to leave it as well; else on in the app. */
export function afterLeaving({ leave }: { readonly leave: string | null }, otherwise: () => void): void {
  if (leave) location.assign(leave)
  else otherwise()
}
