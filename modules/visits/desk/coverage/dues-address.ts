/** The list of exactly what a number counts. */
export const duesAddress = (filter: Readonly<Record<string, string | undefined>>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value)
  return `/visits/dues?${search}`
}
