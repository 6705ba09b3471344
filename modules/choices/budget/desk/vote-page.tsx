import '../web/budget.css'
import '../../web/bars.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../../ui/desk/page.tsx'
import { ScanCode } from '../../../../ui/desk/scan-code.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go, useParam } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { ExportButton, useNameOf } from '../../../matters/desk/public.ts'
import { channels } from '../budget.ts'
import { type BudgetView, exportBudget, getBudget } from '../contract.ts'
import { Item } from '../web/ballot-form.tsx'
import { Result } from '../web/result.tsx'
import { ballotAddress, toneOf, useBudget } from '../web/show.ts'
import { NextPanel } from './next-panel.tsx'
import { Register } from './register.tsx'
import { words } from './words.ts'

const isId = (text: string) => /^[0-9a-f]{8}-/i.test(text)

/** `/votes/$budgetId`: what to do, the result, who has voted. A notice leads here by the public code. */
export default function VotePage() {
  const w = useWords(words)
  const budgetId = useParam('budgetId') as BudgetView['id']
  const known = isId(budgetId)
  // While it is counted the page looks again by itself.
  const { data, error, refetch } = useEndpoint(
    getBudget,
    { params: { budgetId } },
    { enabled: known, live: ['notice'] },
  )
  return (
    <Page title={data?.title ?? w.title}>
      {!known && (
        <>
          <PageHeader title={w.title} above={[{ words: w.title, to: '/votes' }]} />
          <Remark icon="qr" title={w.wrongAddress}>
            <Button to={ballotAddress(budgetId)}>{w.openPublic}</Button>
          </Remark>
        </>
      )}
      <ErrorNote error={known ? error : null} onRetry={() => void refetch()} />
      {data?.state === 'closed' && <Watch of={data} />}
      {data && <Whole of={data} />}
    </Page>
  )
}

/** Asks again every two seconds until it is counted. */
function Watch({ of }: { of: BudgetView }) {
  useEndpoint(getBudget, { params: { budgetId: of.id } }, { refetchInterval: 2000 })
  return null
}

function Whole({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { w: n, when } = useBudget()
  return (
    <>
      <PageHeader
        title={of.title}
        above={[{ words: w.title, to: '/votes' }]}
        marks={<StatusWord words={n.state[of.state]} tone={toneOf[of.state]} />}
        lead={[nameOf(of.place), when(of)].filter(Boolean).join(' · ')}
      />
      <Columns
        main={
          <>
            <NextPanel of={of} />
            {of.notAdopted.length > 0 && <NotAdopted of={of} />}
            {of.result && (
              <Sheet
                title={w.result}
                tools={
                  <ExportButton
                    endpoint={exportBudget}
                    params={{ budgetId: of.id }}
                    query={{}}
                    name={of.title}
                    words={w.export}
                  />
                }
              >
                <Result of={of} result={of.result} />
              </Sheet>
            )}
            {!of.result && <Items of={of} />}
          </>
        }
        side={
          <>
            {of.openedAt && <Turnout of={of} />}
            <About of={of} />
            {of.openedAt || of.state === 'announced' ? <PublicPage of={of} /> : null}
          </>
        }
      />
      {of.state !== 'cancelled' && <Register of={of} />}
    </>
  )
}

/** What was chosen and is not adopted with the result, and why not. */
function NotAdopted({ of }: { of: BudgetView }) {
  const w = useWords(words)
  return (
    <Remark
      icon="warning"
      title={w.notAdopted(of.items.flatMap(({ n, title }) => (of.notAdopted.includes(n) ? title : [])))}
    >
      {w.notAdoptedText}
    </Remark>
  )
}

function Items({ of }: { of: BudgetView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.items}>
      <ul className="vote-items">
        {of.items.map((item) => (
          <li key={item.n} className="vote-item">
            <Item item={item} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function About({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const { w: n, yuan, number } = useBudget()
  return (
    <Sheet title={w.content}>
      <div className="choice-notes">
        {of.words && <p className="choice-text">{of.words}</p>}
        <Facts
          rows={[
            { label: w.facts.budget, value: yuan(of.budgetFen) },
            { label: w.facts.items, value: n.items(number(of.items.length)) },
            { label: w.facts.ballot, value: `${n.kind[of.kind]} · ${n.how[of.kind](of.most)}` },
            { label: w.facts.rule, value: n.rule[of.rule] },
            { label: w.facts.who, value: n.openTo[of.openTo] },
            ...(of.call
              ? [{ label: w.facts.call, value: <Go to={`/ideas/${of.call.id}/call`}>{of.call.title}</Go> }]
              : []),
          ]}
        />
      </div>
    </Sheet>
  )
}

function Turnout({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const format = useFormat()
  const { w: n, number } = useBudget()
  const sum = (row: BudgetView['turnout'][number]) => row.phone + row.code + row.paper
  return (
    <Sheet title={w.turnout}>
      <div className="ui-stack">
        <p>
          <strong>{n.voters(number(of.voters))}</strong>
        </p>
        {of.turnout.length === 0 && <p className="ui-muted">{w.noTurnout}</p>}
        {of.turnout.length > 0 && (
          <table className="vote-turnout">
            <caption className="ui-unseen">{w.turnout}</caption>
            <thead>
              <tr>
                <th scope="col">{w.day}</th>
                {channels.map((channel) => (
                  <th key={channel} scope="col">
                    {n.channel[channel]}
                  </th>
                ))}
                <th scope="col">{w.sum}</th>
              </tr>
            </thead>
            <tbody>
              {of.turnout.map((row) => (
                <tr key={row.day}>
                  <td>{format.shortDay(row.day)}</td>
                  {channels.map((channel) => (
                    <td key={channel}>{number(row[channel])}</td>
                  ))}
                  <td>{number(sum(row))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="ui-muted ui-small">{w.secret}</p>
      </div>
    </Sheet>
  )
}

function PublicPage({ of }: { of: BudgetView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.public}>
      <div className="ui-stack">
        <ScanCode text={ballotAddress(of.code)} label={w.public} code={of.code} />
        <p className="ui-muted ui-small">{w.publicHint}</p>
        <div className="ui-row">
          <Button icon="qr" to={ballotAddress(of.code)}>
            {w.openPublic}
          </Button>
          <Button icon="file" to={`/votes/${of.id}/poster`}>
            {w.poster}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
