import '../web/jobs.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import { seekerReaders } from '../roles.ts'
import { FigureBoard } from './figure-board.tsx'
import { OpeningList } from './opening-list.tsx'
import { ReferralList } from './referral-list.tsx'
import { SeekerList } from './seeker-list.tsx'
import { words } from './words.ts'

const tabs = ['openings', 'seekers', 'referrals'] as const

/** `/jobs`: what firms look for, who looks for work, and what came of bringing them together. */
export default function JobsPage() {
  const w = useWords(words)
  const me = useMe()
  const [{ tab: asked, firmId, placeId }, set] = useUrlState(['tab', 'firmId', 'placeId'])
  const neighbours = hasRole(me, ...seekerReaders)
  const tab = (neighbours && tabs.find((one) => one === asked)) || 'openings'
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {neighbours && (
              <Button look="main" icon="plus" to={firmId ? `/jobs/new?firmId=${firmId}` : '/jobs/new'}>
                {w.open}
              </Button>
            )}
            {neighbours && (
              <Button icon="person" to="/jobs/register">
                {w.register}
              </Button>
            )}
          </>
        }
      />
      <FigureBoard />
      {neighbours && (
        <nav className="desk-views" aria-label={w.tabs}>
          {tabs.map((one) => (
            <span key={one} className="desk-view">
              <Go to={one === 'openings' ? '/jobs' : `/jobs?tab=${one}`} current={one === tab}>
                {w.tab[one]}
              </Go>
            </span>
          ))}
        </nav>
      )}
      {(firmId || placeId) && (
        <p className="ui-row">
          {w.narrowed}
          <Button look="quiet" icon="cross" onClick={() => set({ firmId: undefined, placeId: undefined })}>
            {w.showAll}
          </Button>
        </p>
      )}
      {tab === 'openings' && <OpeningList />}
      {tab === 'seekers' && <SeekerList />}
      {tab === 'referrals' && <ReferralList />}
    </Page>
  )
}
