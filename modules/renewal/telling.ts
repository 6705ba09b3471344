import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { peopleBehind } from '../ideas/public.ts'
import { notify } from '../notices/public.ts'
import { actingFor } from '../people/public.ts'
import { type RenewalEvent, type RenewalEventName, renewalEvents } from './events.ts'
import { hideReasonNames } from './neighbour-kinds.ts'
import { stageOf } from './stages.ts'
import { type InspectorRecord, mine, type ProjectRecord, type QuestionRecord } from './tables.ts'

interface Said {
  readonly project: ProjectRecord
  readonly event: RenewalEvent
  readonly question: QuestionRecord | null
  readonly now: Date
}

interface Telling {
  readonly to: (tx: Tx, said: Said) => Promise<readonly PersonId[]>
  readonly words: (said: Said) => Words | null
  /** Unread ones of a project become one with a count. */
  readonly bundled?: boolean
  readonly urgent?: boolean
  /** Neighbours go to the public page, staff to theirs. */
  readonly page: 'public' | 'staff'
}

const about = ({ project }: Said) => `「${project.title}」`

async function office(tx: Tx, { project, now }: Said): Promise<PersonId[]> {
  const acting = await actingFor(tx, project.tenant_id, project.post_id, now)
  return acting ? [acting.personId] : []
}

const asker = async (_tx: Tx, { question }: Said) => (question ? [question.person_id] : [])

/** Authors and endorsers of all ideas that the project came from. */
async function peopleOfIdeas(tx: Tx, { project }: Said): Promise<PersonId[]> {
  const ideas = await mine(tx)
    .selectFrom('renewal.item_ideas')
    .select('idea_id')
    .where('tenant_id', '=', project.tenant_id)
    .where('project_id', '=', project.id)
    .execute()
  const people: PersonId[] = []
  for (const { idea_id } of ideas) {
    const { authors, endorsers } = await peopleBehind(tx, project.tenant_id, idea_id)
    people.push(...authors, ...endorsers)
  }
  return people
}

async function inspector(tx: Tx, { project, event }: Said): Promise<PersonId[]> {
  const { rows } = await sql<Pick<InspectorRecord, 'person_id'>>`select person_id from renewal.inspectors
    where tenant_id = ${project.tenant_id} and id = ${event.ofId ?? null}`.execute(tx)
  return rows.map(({ person_id }) => person_id)
}

const tellings: Partial<Record<RenewalEventName, Telling>> = {
  stageLate: {
    ...{ to: office, urgent: true, page: 'staff' },
    words: (s) => {
      const stage = s.event.stage ? stageOf(s.event.stage).name : { zh: '', en: '' }
      return {
        zh: `${about(s)}的${stage.zh}已超期，请说明原因和新的日期`,
        en: `${stage.en} of ${about(s)} is late: please say why, and until when`,
      }
    },
  },
  asked: {
    ...{ to: office, bundled: true, page: 'staff' },
    words: (s) => ({ zh: `${about(s)}有居民提问`, en: `A neighbour asks about ${about(s)}` }),
  },
  answered: {
    ...{ to: asker, page: 'public' },
    words: (s) => ({ zh: `您对${about(s)}的提问有了回答`, en: `Your question about ${about(s)} was answered` }),
  },
  hidden: {
    ...{ to: asker, page: 'public' },
    words: (s) => {
      const reason = s.question?.hide_reason ? hideReasonNames[s.question.hide_reason] : { zh: '', en: '' }
      return {
        zh: `您在${about(s)}下的提问已隐藏（${reason.zh}）`,
        en: `Your question about ${about(s)} was hidden (${reason.en})`,
      }
    },
  },
  inspectorNamed: {
    ...{ to: inspector, page: 'public' },
    words: (s) => ({
      zh: `您受聘为${about(s)}的居民监督员，发现问题可直接上报`,
      en: `You were named a resident inspector of ${about(s)}: report what is wrong there`,
    }),
  },
  stageBegun: {
    ...{ to: peopleOfIdeas, page: 'public' },
    words: (s) =>
      s.event.stage === 'start'
        ? {
            zh: `您支持的金点子开工了：${about(s)}`,
            en: `Work has begun on an idea that you gave or endorsed: ${about(s)}`,
          }
        : null,
  },
  stageFinished: {
    ...{ to: peopleOfIdeas, page: 'public' },
    words: (s) =>
      s.event.stage === 'acceptance'
        ? {
            zh: `您支持的金点子建成了，${about(s)}已通过验收，谢谢您`,
            en: `What you gave or endorsed is built: ${about(s)} was accepted. Thank you`,
          }
        : null,
  },
}

const byType = new Map(
  (Object.keys(tellings) as RenewalEventName[]).map((name) => [renewalEvents[name] as string, name]),
)

/** Tells those whom an event of a project concerns. */
export const tellRenewal: Subscriber = {
  name: 'renewal.telling',
  types: [...byType.keys()],
  handle: async (tx, event, { clock }) => {
    const name = byType.get(event.type)
    const telling = name && tellings[name]
    const said = await saidOf(tx, event.tenantId, payloadOf<RenewalEvent>(event), clock.now())
    const words = said && telling?.words(said)
    if (!telling || !said || !words) return
    await notify(tx, {
      tenantId: event.tenantId,
      personIds: await telling.to(tx, said),
      topic: `renewal_${name}`,
      subject:
        telling.page === 'public'
          ? { kind: 'renewal', id: said.project.code }
          : { kind: 'renewal/project', id: said.project.id },
      ...{ words, at: event.at },
      ...(telling.urgent ? { urgent: true } : {}),
      ...(telling.bundled ? { bundle: `renewal:${said.project.id}` } : {}),
    })
  },
}

async function saidOf(tx: Tx, tenantId: TenantId, event: RenewalEvent, now: Date): Promise<Said | null> {
  const project = await mine(tx)
    .selectFrom('renewal.projects')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', event.projectId)
    .executeTakeFirst()
  if (!project) return null
  const { rows } = await sql<QuestionRecord>`select * from renewal.questions where tenant_id = ${tenantId}
    and project_id = ${project.id} and id = ${event.ofId ?? null}`.execute(tx)
  return { project, event, question: rows[0] ?? null, now }
}
