import { expect, it } from 'vitest'
import { buildingName } from './building-name.ts'

const above = { name: '融通中心', nameEn: 'Rongtong Centre' }

it('tells the towers of two complexes apart, and leaves names that tell by themselves', () => {
  const tower = { name: 'A座', nameEn: 'Tower A', above }
  expect([buildingName(tower, 'zh'), buildingName(tower, 'en')]).toEqual(['融通中心A座', 'Tower A, Rongtong Centre'])
  const house = { name: '云岭国际大厦', nameEn: 'Yunling Tower', above }
  expect([buildingName(house, 'zh'), buildingName(house, 'en')]).toEqual(['云岭国际大厦', 'Yunling Tower'])
  const alone = { name: 'B座', nameEn: 'Tower B', above: { name: '', nameEn: '' } }
  expect([buildingName(alone, 'zh'), buildingName(alone, 'en')]).toEqual(['B座', 'Tower B'])
})
