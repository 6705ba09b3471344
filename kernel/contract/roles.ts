/** What a post lets its holder do; every post has exactly one role. */
export const roles = [
  'resident',
  'center_household',
  'building_lead',
  'compound_secretary',
  'grid_worker',
  'community',
  'street',
  'department',
  'property_firm',
  'supervisor',
  'administrator',
] as const

export type Role = (typeof roles)[number]
