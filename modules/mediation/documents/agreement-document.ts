import type { Block } from '../../../kernel/documents/blocks.ts'
import { mediatorsNow } from '../whole.ts'
import { inChinese, nameOf, partyNamed, partyTable, type Reading } from './reading.ts'

const ways = { signature: '签名', fingerprint: '按指印', stamp: '盖章' } as const

function signLines(reading: Reading): Block[] {
  const { whole } = reading
  const signed = (id: string) => whole.signatures.find(({ party_id, person_id }) => party_id === id || person_id === id)
  const line = (label: string, id: string, name: string): Block => {
    const found = signed(id)
    const how = found ? `${ways[found.way]}　${inChinese(found.signed_on)}` : '＿＿＿＿＿＿＿＿　＿＿年＿月＿日'
    return { is: 'line', text: `${label}（${name}）：${how}` }
  }
  const seal = whole.signatures.find(({ who }) => who === 'seal')
  return [
    ...whole.parties.map((party) => line('当事人签名、盖章或按指印', party.id, nameOf(reading, party))),
    ...mediatorsNow(whole).map(({ person_id }) => line('调解员签名', person_id, whole.names.get(person_id) ?? '')),
    { is: 'gap' },
    { is: 'right', text: `${whole.committee.seal_name}（印章）` },
    { is: 'right', text: inChinese(seal?.signed_on ?? whole.agreement?.effective_on ?? null) },
  ]
}

/** What is agreed, how and by when: the third part (29). */
const termsOf = (reading: Reading): Block[] => [
  { is: 'text', text: reading.open(reading.whole.agreement?.terms_sealed ?? null) },
  {
    is: 'table',
    widths: [1, 3, 6, 3],
    head: true,
    rows: [
      ['序号', '履行人', '履行内容和方式', '履行期限'],
      ...reading.whole.promises.map((one) => [
        String(one.position),
        partyNamed(reading, one.party_id),
        reading.open(one.what_sealed),
        `${inChinese(one.due_on)}前`,
      ]),
    ],
  },
]

/** The agreement in its three parts, or the record of an oral one (29, 30). */
export function agreementBlocks(reading: Reading): Block[] {
  const { whole, open, number } = reading
  const { agreement, committee } = whole
  if (!agreement) return []
  if (agreement.form === 'oral')
    return [
      { is: 'title', text: '人民调解口头协议登记表' },
      { is: 'right', text: `编号：${number}` },
      { is: 'heading', text: '一、当事人' },
      partyTable(reading),
      { is: 'heading', text: '二、协议内容、履行方式和期限' },
      ...termsOf(reading),
      { is: 'text', text: `本协议为口头协议，由调解员记录，自${inChinese(agreement.effective_on)}起生效。` },
      ...mediatorsNow(whole).map(
        ({ person_id }): Block => ({ is: 'line', text: `记录人（调解员）：${whole.names.get(person_id) ?? ''}` }),
      ),
      { is: 'right', text: committee.seal_name },
      { is: 'right', text: inChinese(agreement.effective_on) },
    ]
  const copies = whole.parties.length + 1
  return [
    { is: 'title', text: '人民调解协议书' },
    { is: 'right', text: `编号：${number}` },
    { is: 'heading', text: '一、当事人基本情况' },
    partyTable(reading),
    { is: 'heading', text: '二、纠纷的主要事实、争议事项及各方责任' },
    { is: 'line', text: '（一）主要事实' },
    { is: 'text', text: open(agreement.facts_sealed) },
    { is: 'line', text: '（二）争议事项' },
    { is: 'text', text: open(agreement.issues_sealed) },
    { is: 'line', text: '（三）各方当事人的责任' },
    { is: 'text', text: open(agreement.duties_sealed) },
    { is: 'heading', text: '三、协议内容、履行方式和期限' },
    ...termsOf(reading),
    {
      is: 'text',
      text: `本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖调委会印章之日起生效。本协议一式${copies}份，当事人各执一份，调委会留存一份。\n各方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。`,
    },
    ...signLines(reading),
  ]
}

/** The joint application to the court (33). */
export function courtBlocks(reading: Reading): Block[] {
  const { whole } = reading
  const agreement = whole.agreement
  if (!agreement?.effective_on) return []
  return [
    { is: 'title', text: '司法确认申请书' },
    { is: 'heading', text: '申请人' },
    partyTable(reading),
    { is: 'heading', text: '申请事项' },
    {
      is: 'text',
      text: `请求人民法院确认${whole.committee.name}主持达成的${reading.number}人民调解协议有效。`,
    },
    { is: 'heading', text: '事实和理由' },
    {
      is: 'text',
      text: `各申请人经${whole.committee.name}调解，于${inChinese(agreement.effective_on)}达成调解协议并已生效。现自协议生效之日起三十日内（至${inChinese(agreement.court_until_on)}）共同提出申请。各申请人承诺：协议出于自愿，没有恶意串通、规避法律的情形，没有损害国家利益、社会公共利益和他人合法权益；如有，愿意承担由此产生的责任。`,
    },
    { is: 'line', text: '附：调解协议、主持调解的证明、申请人身份证明。' },
    { is: 'gap' },
    { is: 'line', text: '此致' },
    { is: 'line', text: whole.committee.court_name ?? '＿＿＿＿＿＿人民法院' },
    { is: 'gap' },
    ...whole.parties.map(
      (party): Block => ({ is: 'right', text: `申请人（${nameOf(reading, party)}）：＿＿＿＿＿＿＿＿` }),
    ),
    { is: 'right', text: '＿＿年＿月＿日' },
  ]
}
