import { expect, it } from 'vitest'
import { type AppPage, pageAt, paramsAt } from './page.ts'

const page = (path: string): AppPage => ({ path, load: () => Promise.reject(new Error('not loaded here')) })
const pages = ['/', '/matters', '/matters/$matterId', '/matters/new'].map(page)

it('finds the page of a path, the more literal one first', () => {
  expect(pageAt(pages, '/')?.path).toBe('/')
  expect(pageAt(pages, '/matters/new')?.path).toBe('/matters/new')
  expect(pageAt(pages, '/matters/0198')?.path).toBe('/matters/$matterId')
  expect(pageAt(pages, '/matters/')?.path).toBe('/matters')
  expect(pageAt(pages, '/matters/0198/photos')).toBeUndefined()
})

it('names the parts of a path, decoded', () => {
  expect(paramsAt(pages, '/matters/0198')).toEqual({ matterId: '0198' })
  expect(paramsAt([page('/c/$code')], '/c/%E5%A4%A9%E7%A5%A5')).toEqual({ code: '天祥' })
  expect(paramsAt(pages, '/matters/new')).toEqual({})
  expect(paramsAt(pages, '/nothing/here/at/all')).toEqual({})
})
