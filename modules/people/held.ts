import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

const duty = {
  zh: '登录和履行职责所必需（个保法 13 条）',
  en: 'Needed to sign in and for the office’s duties (PIPL 13)',
}

/** What module people keeps of a person. */
export const peopleHeld: readonly HeldKind[] = [
  {
    code: 'people.account',
    words: { zh: '您的账号', en: 'Your account' },
    purpose: duty,
    kept: { zh: '账号存在期间', en: 'As long as the account' },
    fields: {
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '手机号', en: 'Phone' },
      login: { zh: '登录名', en: 'Sign-in name' },
      home: { zh: '住址所在', en: 'Home' },
    },
    rows: ({
      tenantId,
      personId,
    }) => sql`select n.created_at as at, true as own, n.name, n.phone_sealed as phone, a.login,
        l.name as home
      from people.persons n left join people.accounts a on a.tenant_id = n.tenant_id and a.person_id = n.id
      left join places.places_view l on l.tenant_id = n.tenant_id and l.id = n.home_place_id
      where n.tenant_id = ${tenantId} and n.id = ${personId}`,
  },
  {
    code: 'people.sessions',
    words: { zh: '登录记录', en: 'Sign-ins' },
    purpose: { zh: '网络安全法要求留存的日志（21 条）', en: 'Logs that the Cybersecurity Law asks for (21)' },
    kept: { zh: '登录失效后 180 天', en: '180 days after the sign-in ended' },
    fields: { ip: { zh: '网络地址', en: 'Network address' }, device: { zh: '设备', en: 'Device' } },
    rows: ({ tenantId, personId }) => sql`select created_at as at, true as own, ip, user_agent as device
      from people.sessions where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'people.devices',
    words: { zh: '登录过的浏览器', en: 'Browsers you signed in from' },
    purpose: { zh: '认出不是您常用的浏览器', en: 'To notice a browser that is not yours' },
    kept: {
      zh: '最后一次登录后 400 天；只存浏览器标记的摘要',
      en: '400 days after the last sign-in; only a hash of its mark',
    },
    fields: { first: { zh: '第一次', en: 'First' } },
    rows: ({ tenantId, personId }) => sql`select last_at as at, true as own, first_at as first
      from people.devices where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'people.oidc',
    words: { zh: '统一登录中的您', en: 'You at the provider that you sign in by' },
    purpose: duty,
    kept: { zh: '账号存在期间', en: 'As long as the account' },
    fields: { provider: { zh: '账号系统', en: 'Provider' }, subject: { zh: '您在那里的编号', en: 'Its name for you' } },
    rows: ({ tenantId, personId }) => sql`select linked_at as at, true as own, issuer as provider, subject
      from people.oidc_subjects where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'people.tenures',
    words: { zh: '担任的岗位', en: 'Posts you held' },
    purpose: duty,
    kept: { zh: '长期：事项由谁负责要查得到', en: 'For good: who answered for what must be known' },
    fields: { post: { zh: '岗位', en: 'Post' }, until: { zh: '到', en: 'Until' } },
    rows: ({ tenantId, personId }) => sql`select t.from_at as at, true as own, p.name as post, t.to_at as until
      from people.tenures t join people.posts p on p.tenant_id = t.tenant_id and p.id = t.post_id
      where t.tenant_id = ${tenantId} and t.person_id = ${personId}`,
  },
  {
    code: 'people.handovers',
    words: { zh: '您参与的岗位交接', en: 'Hand-overs of posts from or to you' },
    purpose: duty,
    kept: { zh: '长期；交接说明两年', en: 'For good; the note for two years' },
    fields: { post: { zh: '岗位', en: 'Post' }, note: { zh: '交接说明', en: 'Note' } },
    rows: ({ tenantId, personId }) => sql`select h.from_at as at, false as own, p.name as post,
        case when h.state in ('planned', 'done') or h.from_person_id = ${personId} then h.note_sealed end as note
      from people.handovers h join people.posts p on p.tenant_id = h.tenant_id and p.id = h.post_id
      where h.tenant_id = ${tenantId} and (h.from_person_id = ${personId} or h.to_person_id = ${personId})`,
  },
]
