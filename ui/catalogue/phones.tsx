import { useState } from 'react'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { Lamp } from '../lamp.tsx'
import { useUiLang } from '../lang.ts'
import { type PhotoDraft, PhotoInput } from '../photo-input.tsx'
import { AppBar, BottomNav, OfflineBanner, Screen } from '../pocket/frame.tsx'
import { Choices, Select, TextArea, TextInput } from '../pocket/inputs.tsx'
import { BigButton, Card, ListRow, Sheet, Steps } from '../pocket/parts.tsx'
import { toast } from '../pocket/toast.tsx'
import { rowsOf } from './sample.ts'

/** Two phone screens: a neighbour who reports, a grid worker's list. */
export function PhoneSections() {
  return (
    <div className="cat-phones">
      <div className="cat-phone">
        <ReportScreen />
      </div>
      <div className="cat-phone">
        <WorkScreen />
      </div>
    </div>
  )
}

function ReportScreen() {
  const zh = useUiLang() === 'zh'
  const [text, setText] = useState(
    zh ? '楼道灯坏了，晚上看不见路。' : 'The stair light is out, one cannot see at night.',
  )
  const [who, setWho] = useState<string | null>('open')
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [open, setOpen] = useState(false)
  return (
    <>
      <AppBar title={zh ? '说一件事' : 'Tell us'} back="?" />
      <Screen>
        <Steps names={zh ? ['说事情', '选地点', '确认'] : ['What', 'Where', 'Check']} current={0} />
        <Field label={zh ? '发生了什么？' : 'What happened?'} hint={zh ? '用自己的话说就行' : 'In your own words'}>
          {(control) => <TextArea control={control} value={text} onChange={setText} maxLength={60} />}
        </Field>
        <Field label={zh ? '照片' : 'Photos'} group optional>
          <PhotoInput photos={photos} onChange={setPhotos} />
        </Field>
        <Field label={zh ? '地点' : 'Place'}>
          {(control) => (
            <Select
              control={control}
              value=""
              onChange={() => {}}
              options={[{ value: '3', label: zh ? '金江小区3栋' : 'Jinjiang Court, No. 3' }]}
            />
          )}
        </Field>
        <Field label={zh ? '手机号' : 'Mobile'} optional>
          {(control) => <TextInput control={control} value="" onChange={() => {}} type="tel" placeholder="1000…" />}
        </Field>
        <Field label={zh ? '谁能看到您' : 'Who sees your name'} group>
          <Choices
            name="who"
            value={who}
            onChange={setWho}
            options={[
              { value: 'open', label: zh ? '办理人员' : 'Those who handle it' },
              { value: 'holder', label: zh ? '只有承办人' : 'Only the one who holds it' },
            ]}
          />
        </Field>
        <BigButton icon="send" onClick={() => toast(zh ? '已发送' : 'Sent')}>
          {zh ? '发送' : 'Send'}
        </BigButton>
        <Button look="quiet" onClick={() => setOpen(true)}>
          {zh ? '看看有没有人说过' : 'Has somebody said it already?'}
        </Button>
        <Sheet open={open} title={zh ? '附近相似的' : 'Similar ones nearby'} onClose={() => setOpen(false)}>
          <Card flush>
            <ListRow
              title={zh ? '楼道灯不亮' : 'Stair light is out'}
              note={zh ? '3 人关注' : '3 follow'}
              onClick={() => setOpen(false)}
            />
          </Card>
        </Sheet>
      </Screen>
    </>
  )
}

function WorkScreen() {
  const lang = useUiLang()
  const zh = lang === 'zh'
  return (
    <>
      <OfflineBanner online={false} queued={2} to="?queued" />
      <AppBar title={zh ? '我的事项' : 'My matters'} actions={<Button look="quiet" icon="search" label="search" />} />
      <Screen>
        <Card title={zh ? '先办这些' : 'First these'} flush>
          {rowsOf(lang, 0, 4).map((row) => (
            <ListRow
              key={row.id}
              title={row.title}
              note={`${row.place} · ${row.holder}`}
              mark={<Lamp tone={row.tone} words={row.due} />}
              to={`?m=${row.id}`}
            />
          ))}
        </Card>
        <Card title={zh ? '巡查' : 'Patrol'}>
          <p className="ui-muted">{zh ? '看到的先办，不用等人来说。' : 'See it, do it, before anyone has to ask.'}</p>
          <BigButton icon="camera">{zh ? '拍一件' : 'Report a find'}</BigButton>
        </Card>
      </Screen>
      <BottomNav
        label="nav"
        items={[
          { to: '?1', words: zh ? '事项' : 'Matters', icon: 'list', current: true, count: 3 },
          { to: '?2', words: zh ? '巡查' : 'Patrol', icon: 'camera', current: false },
          { to: '?3', words: zh ? '网格' : 'My grid', icon: 'map', current: false },
          { to: '?4', words: zh ? '消息' : 'Inbox', icon: 'bell', current: false, count: 12 },
          { to: '?5', words: zh ? '我的' : 'Me', icon: 'person', current: false },
        ]}
      />
    </>
  )
}
