import { expect, it } from 'vitest'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import type { PlaceView } from '../../../places/contract.ts'
import { bodyOf, type Draft, emptyForm, faultsOf, withDraft } from './form.ts'

const place = (name: string): PlaceView => ({
  id: `0198a000-0000-7000-8000-00000000000${name.length}` as PlaceId,
  parentId: null,
  code: name,
  level: 'building',
  name,
  nameEn: name,
  path: '/1/',
  households: 40,
  lng: null,
  lat: null,
})
const read: Draft = {
  title: '路灯不亮',
  body: '路灯坏了三天',
  phone: '10012345678',
  name: '李女士',
  placeDetail: '2单元301',
  urgent: true,
  places: [{ place: place('3栋'), matched: ['3栋'] }],
  categories: [{ code: '010101', name: { zh: '路灯不亮', en: 'Street lamp out' }, matched: ['路灯'] }],
}

it('fills every field from a pasted message', () => {
  const form = withDraft({ ...emptyForm('wechat', 'demand'), body: '原文' }, read, new Set(), true)
  expect(form).toMatchObject({
    body: '路灯坏了三天',
    title: '路灯不亮',
    category: '010101',
    phone: '10012345678',
    placeDetail: '2单元301',
    urgent: true,
  })
  expect(form.place?.name).toBe('3栋')
})

it('never overwrites what was filled in by hand', () => {
  const mine = { ...emptyForm('phone', 'demand'), phone: '12000000000', place: place('东门口') }
  const form = withDraft(mine, read, new Set(['phone', 'place']), false)
  expect(form.phone).toBe('12000000000')
  expect(form.place?.name).toBe('东门口')
  expect(form.body).toBe('')
  expect(form.category).toBe('010101')
})

it('says what is missing in the order of the fields, and sends nothing until then', () => {
  const empty = emptyForm('phone', 'demand')
  expect(faultsOf(empty)).toEqual(['body', 'place'])
  expect(bodyOf(empty)).toBeNull()
  expect(faultsOf({ ...empty, body: '灯坏了!' })).toEqual(['place'])
})

it('sends only what was filled in, with the id that was made for it', () => {
  const form = { ...emptyForm('counter', 'demand'), body: '路灯坏了', place: place('3栋'), phone: ' 10012345678 ' }
  expect(bodyOf(form)).toEqual({
    id: form.id,
    channel: 'counter',
    kind: 'demand',
    placeId: form.place.id,
    body: '路灯坏了',
    visibility: 'open',
    priority: 'normal',
    reporter: { phone: '10012345678' },
  })
})

it('does not guess among places that fit equally well', () => {
  const twoOf = { ...read, places: [read.places[0], { place: place('13栋'), matched: ['3栋'] }].filter((one) => !!one) }
  expect(withDraft(emptyForm('phone', 'demand'), twoOf, new Set(), false).place).toBeNull()
})
