import type { Subject } from '../contract.ts'

/** Parts of the app that are no nouns with a plural: what lies in them is named after them, as `finance/want`. */
const parts = new Set(['audit', 'finance', 'jobs', 'neighbours'])

/**
 * Where a subject is shown: in both apps the page of a `matter` is `/matters/<id>`, and so for every kind. One that has
 * several pages names the page as well: `firm/policies` is at `/firms/<id>/policies`; one whose pages lie below those of
 * another noun names both: `household.import` is at `/households/imports/<id>`, and one that lies in a part of the app names
 * that: `finance/want` is at `/finance/wants/<id>`.
 */
export function pageOf({ kind, id }: Subject): string {
  const [nouns = '', page] = kind.split('/')
  const of = encodeURIComponent(id)
  // Notices of before say `alarms`.
  if (page && parts.has(nouns)) return `/${nouns}/${page.replace(/s$/, '')}s/${of}`
  const way = nouns.split('.').map((noun) => `/${noun}s`)
  return `${way.join('')}/${of}${page ? `/${page}` : ''}`
}
