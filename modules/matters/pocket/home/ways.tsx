import type { Role } from '../../../../kernel/contract/roles.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import type { IconName } from '../../../../ui/icon.tsx'
import { Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import type { Me } from '../../../people/contract.ts'
import { isStaff } from '../parts/me.ts'
import { words } from './words.ts'

type For = (me: Me | null) => boolean
const everybody: For = () => true
const signedIn: For = (me) => me !== null
const workers: For = (me) => isStaff(me)
const knocks: readonly Role[] = ['grid_worker', 'community']

/** The ways from the first page to the pages of other modules, by what somebody comes for. */
const groups = [
  {
    title: 'groupWork',
    ways: [
      ['walk', 'home', '/walk', (me) => me?.roles.some((role) => knocks.includes(role)) ?? false],
      ['rounds', 'flag', '/rounds', workers],
      ['facilities', 'tools', '/facilities', workers],
    ],
  },
  {
    title: 'groupHelp',
    ways: [
      ['help', 'heart', '/help', signedIn],
      ['volunteer', 'people', '/volunteer', signedIn],
      ['share', 'star', '/share', signedIn],
      ['hours', 'clock', '/my-hours', signedIn],
    ],
  },
  {
    title: 'groupTalk',
    ways: [
      ['ideas', 'star', '/ideas', everybody],
      ['consultations', 'message', '/consultations', signedIn],
      ['votes', 'list', '/votes', signedIn],
      ['questions', 'building', '/questions', signedIn],
      ['gatherings', 'calendar', '/gatherings', signedIn],
    ],
  },
  {
    title: 'groupHome',
    ways: [
      ['myHome', 'home', '/my-home', signedIn],
      ['myData', 'lock', '/my-data', signedIn],
      ['disputes', 'people', '/disputes', signedIn],
      ['passes', 'qr', '/passes', signedIn],
      ['renewal', 'tools', '/renewals', signedIn],
      ['jobs', 'people', '/jobs', signedIn],
    ],
  },
] as const satisfies readonly {
  title: string
  ways: readonly (readonly [name: string, icon: IconName, to: string, may: For])[]
}[]

/** What else there is here for somebody: work first, then neighbours, having a say, one's own home. */
export function Ways({ me }: { me: Me | null }) {
  const w = useWords(words)
  return groups.map(({ title, ways }) => {
    const open = ways.filter(([, , , may]) => may(me))
    if (open.length === 0) return null
    return (
      <Card key={title} title={w[title]} flush>
        {open.map(([name, icon, to]) => (
          <ListRow key={name} icon={icon} title={w[name]} note={w[`${name}Note`]} to={to} />
        ))}
      </Card>
    )
  })
}
