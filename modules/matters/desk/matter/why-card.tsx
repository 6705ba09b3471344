import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { type ChainLevel, ChainOfResponsibility } from '../../../../ui/chain.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { chainOf, type PostView } from '../../../people/contract.ts'
import type { MatterView, Why } from '../../contract.ts'
import { useNameOf } from '../parts/matter-marks.tsx'
import { whyWords } from './why-words.ts'

const passedOver: ReadonlySet<string> = new Set(['vacant', 'absent'])

/** Why the holder is the holder, in words that can be read to a neighbour. */
export function WhyCard({ why }: { why: Why }) {
  const w = useWords(whyWords)
  return (
    <Sheet title={w.title}>
      <div className="matter-why">
        <Reasons why={why} />
      </div>
    </Sheet>
  )
}

function Reasons({ why }: { why: Why }) {
  const w = useWords(whyWords)
  const say = useSay()
  const rule = why.rule === 'category' ? w.rule.category(why.category ? say(why.category) : '') : w.rule[why.rule]
  return (
    <>
      <p>{rule}</p>
      {why.duty && (
        <p>
          {w.duty[why.duty.duty]} {why.duty.receiver && w.right(say(why.duty.receiver))}
        </p>
      )}
      {why.places.length > 0 && (
        <div>
          <div className="matter-quiet">{w.walked}</div>
          <div className="matter-why-places">
            {why.places.map((place) => (
              <span key={place.zh}>{say(place)}</span>
            ))}
          </div>
        </div>
      )}
      <ol>
        {why.tried.map(({ postId, name, result, personName }) => (
          <li
            key={`${postId} ${result}`}
            className={passedOver.has(result) ? 'matter-why-tried matter-why-passed' : 'matter-why-tried'}
          >
            <Icon name={passedOver.has(result) ? 'climb' : 'check'} size={15} />
            <span>
              {w.with(say(name), w.result[result])}
              {personName && <span className="ui-muted"> {personName}</span>}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Everybody who answers for the place, from the household to the top; who holds this matter stands out. */
export function ChainCard({ matter }: { matter: MatterView }) {
  const chain = useEndpoint(chainOf, { params: { placeId: matter.place.id } }, { staleTime: 60_000 }).data?.posts
  return chain && chain.length > 0 ? <Chain matter={matter} chain={chain} /> : null
}

function Chain({ matter, chain }: { matter: MatterView; chain: readonly PostView[] }) {
  const w = useWords(whyWords)
  const say = useSay()
  const nameOf = useNameOf()
  const { holder, why } = matter
  const passed = new Set(why?.tried.filter((one) => passedOver.has(one.result)).map((one) => one.postId))
  const level = (post: PostView): ChainLevel => ({
    id: post.id,
    level: say(post.kindName),
    place: nameOf({ name: post.placeName, nameEn: post.placeNameEn }),
    name: post.holder?.name ?? null,
    absent: post.absentUntil !== null,
    ...(post.acting?.how === 'stand_in' ? { standIn: post.acting.name } : {}),
    holds: post.id === holder?.postId,
    passed: passed.has(post.id),
    ...(post.officePhone ? { note: <Go to={`tel:${post.officePhone}`}>{post.officePhone}</Go> } : {}),
  })
  return (
    <Sheet title={w.chain}>
      {holder && !chain.some((post) => post.id === holder.postId) && (
        <p className="matter-quiet matter-outside">{w.outside(nameOf(holder))}</p>
      )}
      <ChainOfResponsibility label={w.chain} levels={chain.map(level)} />
    </Sheet>
  )
}
