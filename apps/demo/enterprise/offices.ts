import type { Actor } from '../../../kernel/actor.ts'
import { newId, type PersonId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import {
  addAccounts,
  addPersons,
  addPostKinds,
  addPosts,
  addTenures,
  hashPassword,
} from '../../../modules/people/public.ts'
import { demoPassword } from '../register.ts'
import { actorOf, type Stage } from '../replay.ts'

// The offices of 鼓楼街道 that look after firms. They stand beside the district's posts, so that no neighbour of the
// district changes when the practice does.

export const street = 'street:530103002'
export const command = 'post:street_command:530103002'
export const communityDesk = 'post:community_desk:530103002091'
export const enterpriseOffice = 'post:enterprise_office:530103002'
export const disciplineOffice = 'post:discipline_office:530103002'
export const inspection = 'post:supervisor:530103002'

const secretary = 'post:street_secretary:530103002'

interface Office {
  readonly key: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly kindName: { readonly zh: string; readonly en: string }
  readonly officePhone: string
  /** Who holds it: somebody of its own, or whoever holds another post today. */
  readonly holder: { readonly name: string; readonly phone: string } | { readonly holderOf: string }
  readonly login: string
}

const offices: readonly Office[] = [
  {
    key: enterpriseOffice,
    kind: 'enterprise_office',
    zh: '鼓楼街道企业服务办公室',
    en: 'Gulou Subdistrict Enterprise Service Office',
    kindName: { zh: '企业服务办公室', en: 'Enterprise office' },
    officePhone: '0871-00009001',
    holder: { name: '段文静', phone: '12098000001' },
    login: 'enterprise',
  },
  {
    key: disciplineOffice,
    kind: 'discipline_office',
    zh: '鼓楼街道纪检监察办公室',
    en: 'Gulou Subdistrict Discipline Inspection Office',
    kindName: { zh: '纪检监察办公室', en: 'Discipline inspection office' },
    officePhone: '0871-00009002',
    holder: { holderOf: inspection },
    login: 'discipline',
  },
]

/** Posts, persons and sign-ins of the offices, there since the register began. */
export async function openOffices(stage: Stage, since: Date): Promise<void> {
  const { db, keys, secrets } = stage
  const { tenantId } = keys
  const passwordHash = await hashPassword(demoPassword)
  await db.tx(async (tx) => {
    await addPostKinds(
      tx,
      tenantId,
      offices.map(({ kind, kindName }) => ({
        code: kind,
        role: 'department' as const,
        name: kindName,
        chainStep: null,
      })),
    )
    await addPosts(
      tx,
      tenantId,
      offices.map(({ key, kind, zh, en, officePhone }) => ({
        ...{ id: keys.post(key), kind, placeId: keys.place(street), reportsTo: keys.post(secretary) },
        ...{ name: zh, nameEn: en, officePhone },
      })),
      since,
    )
    for (const { key, holder, login } of offices) {
      const personId =
        'holderOf' in holder
          ? await holderOf(tx, stage, keys.post(holder.holderOf))
          : (await addPersons(tx, secrets, tenantId, [holder], since))[0]
      if (!personId) throw new Error(`nobody holds ${key}`)
      await addTenures(tx, tenantId, [{ postId: keys.post(key), personId, fromAt: since }])
      await addAccounts(tx, tenantId, [{ personId, login, passwordHash }], since)
    }
    const desk = await holderOf(tx, stage, keys.post(communityDesk))
    if (desk) await addAccounts(tx, tenantId, [{ personId: desk, login: 'lingguang', passwordHash }], since)
  })
}

async function holderOf(tx: Tx, { keys }: Stage, postId: PostId): Promise<PersonId | undefined> {
  const { rows } = await sql<{ id: PersonId }>`select person_id as id from people.tenures
    where tenant_id = ${keys.tenantId} and post_id = ${postId} and to_at is null`.execute(tx)
  return rows[0]?.id
}

/** Gives somebody who has no post a sign-in. */
export async function addSignIn({ db, keys }: Stage, personId: PersonId, login: string, at: Date): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  await db.tx((tx) => addAccounts(tx, keys.tenantId, [{ personId, login, passwordHash }], at))
}

/** Who acts for an office, with the words that the ledger keeps of it. */
export async function officer(stage: Stage, post: string, at: Date) {
  const actor = await actorOf(stage, stage.keys.post(post), at)
  if (!actor) throw new Error(`nobody acts for ${post}`)
  return { actor, by: { personId: actor.personId, postId: stage.keys.post(post), via: 'demo' as const }, at }
}

/** Somebody without a post, as the pocket knows them. */
export const person = (stage: Stage, personId: PersonId): Actor => ({
  tenantId: stage.keys.tenantId,
  personId,
  sessionId: newId<'session'>(),
  name: '',
  posts: [],
})
