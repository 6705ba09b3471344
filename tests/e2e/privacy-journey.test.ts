import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/privacy/desk/words.ts'
import { kindNames, outcomeNames } from '../../modules/privacy/kinds.ts'
import { words as pocketBook } from '../../modules/privacy/pocket/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 180_000)
afterAll(() => town?.close())

describe('what is held on me', () => {
  const p = wordsIn(pocketBook, 'zh')
  const d = wordsIn(deskBook, 'zh')
  stepsFollow()
  let phone: Page
  let desk: Page

  const askFor = async (kind: 'explain' | 'erase', said: string) => {
    await phone.getByRole('button', { name: p.ask }).click()
    await phone.getByText(kindNames[kind].zh, { exact: true }).click()
    await phone.getByLabel(p.words).fill(said)
    await phone.getByRole('button', { name: p.send }).click()
    await phone.getByText(said).waitFor()
  }
  const answerFirst = async (kind: 'explain' | 'erase', said: string) => {
    await desk.goto(`${town.base}/desk/privacy`)
    await desk.getByRole('link', { name: kindNames[kind].zh }).click()
    await desk.getByText(outcomeNames.done.zh, { exact: true }).click()
    await desk.getByLabel(d.words).fill(said)
    await desk.getByRole('button', { name: d.send, exact: true }).click()
    await desk.getByRole('heading', { name: d.answered }).waitFor()
  }

  it('a resident asks on the phone what a thing is kept for, and reads the answer', async () => {
    phone = await town.open('resident1', phoneZh, '/my-data')
    await phone.getByRole('heading', { name: p.held }).waitFor()
    await askFor('explain', '我的手机号用来做什么')
    desk = await town.open('administrator', wideZh, '/desk/privacy')
    await answerFirst('explain', '只用来登录和回电话')
    await town.expectAccessible(desk)
    await phone.reload()
    await phone.getByText('只用来登录和回电话').waitFor()
    await town.expectAccessible(phone)
  })

  it('asks for erasure, and it is decided', async () => {
    await askFor('erase', '旧的联系方式请删除')
    await answerFirst('erase', '可以删除的已经删除')
    await phone.reload()
    await phone.getByText('可以删除的已经删除').waitFor()
  })

  it('somebody of the staff who asked opens the notice at the desk, and is led to their own page', async () => {
    const own = await town.open('community1', phoneZh, '/my-data')
    await own.getByRole('button', { name: p.ask }).click()
    await own.getByText(kindNames.explain.zh, { exact: true }).click()
    await own.getByLabel(p.words).fill('登录记录留多久')
    await own.getByRole('button', { name: p.send }).click()
    await own.getByText('登录记录留多久').waitFor()
    await answerFirst('explain', '失效后一百八十天')
    const inbox = await town.open('community1', wideZh, '/desk/inbox')
    await inbox.getByRole('link', { name: /个人信息申请有答复/ }).click()
    await inbox.getByRole('link', { name: d.openMine }).click()
    await inbox.getByText('失效后一百八十天').waitFor()
    expect(town.faults).toEqual([])
  })
})
