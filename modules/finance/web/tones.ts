export const wantTones = {
  open: 'plain',
  passed: 'active',
  answered: 'active',
  granted: 'done',
  ended: 'stopped',
} as const

export const referralTones = {
  passed: 'plain',
  contacted: 'active',
  visit: 'active',
  approved: 'done',
  drawn: 'done',
  refused: 'stopped',
  taken_back: 'stopped',
} as const

export const versionTones = { draft: 'plain', published: 'active', withdrawn: 'stopped' } as const

export const verdictTones = { fits: 'done', unknown: 'plain', unfit: 'stopped' } as const
