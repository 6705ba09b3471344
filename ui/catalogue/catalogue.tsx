import './catalogue.css'
import { Button } from '../button.tsx'
import { Page, PageHeader, Sheet } from '../desk/page.tsx'
import { Icon, iconNames } from '../icon.tsx'
import { Lamp } from '../lamp.tsx'
import { useUiLang } from '../lang.ts'
import { LangToggle, LargeTypeToggle } from '../pocket/frame.tsx'
import { StatusWord } from '../status-word.tsx'
import { colour } from '../tokens.ts'
import { DrawingSections } from './drawings.tsx'
import { FormSections } from './forms.tsx'
import { ListSections } from './lists.tsx'
import { PhoneSections } from './phones.tsx'

/** Every component with data as it will meet, in both languages and sizes. */
export function Catalogue() {
  const zh = useUiLang() === 'zh'
  const switchLang = () => {
    document.documentElement.lang = zh ? 'en' : 'zh-CN'
  }
  return (
    <div className="cat">
      <div className="cat-top">
        <strong>{zh ? '里仁 · 构件目录' : 'Liren · Catalogue'}</strong>
        <div className="ui-row">
          <LangToggle onSwitch={switchLang} />
          <LargeTypeToggle />
        </div>
      </div>
      <Page title={zh ? '构件目录' : 'Catalogue'}>
        <PageHeader
          title={zh ? '楼道灯不亮，老人晚上不敢下楼' : 'Stair light is out, old people do not dare to go down'}
          above={[
            { words: zh ? '全部事项' : 'All matters', to: '?' },
            { words: 'TX-2026-04187', to: '?' },
          ]}
          marks={<Lamp tone="red" words={zh ? '超时 2 小时' : '2 h overdue'} />}
          lead={
            zh
              ? '金江小区3栋2单元 · 11月20日 21:14 上报 · 5 人关注'
              : 'Jinjiang Court, No. 3 · reported 20 Nov, 21:14 · 5 follow'
          }
          actions={
            <>
              <Button icon="whistle">{zh ? '吹哨' : 'Rally'}</Button>
              <Button look="main" icon="check">
                {zh ? '提交办结' : 'Resolve'}
              </Button>
            </>
          }
        />
        <DrawingSections />
        <ListSections />
        <FormSections />
        <PhoneSections />
        <Marks />
      </Page>
    </div>
  )
}

function Marks() {
  const zh = useUiLang() === 'zh'
  return (
    <>
      <Sheet title={zh ? '灯、状态、按钮' : 'Lamps, states, buttons'}>
        <div className="ui-stack">
          <div className="ui-row">
            <Lamp tone="green" words={zh ? '还有 3 天' : '3 days left'} />
            <Lamp tone="yellow" words={zh ? '还有 4 小时' : '4 h left'} />
            <Lamp tone="red" words={zh ? '超时 1 天' : '1 day overdue'} />
            <Lamp tone="off" words={zh ? '挂账' : 'On hold'} />
            <Lamp tone="red" words={zh ? '超时' : 'Overdue'} bare />
            <StatusWord words={zh ? '待受理' : 'Reported'} />
            <StatusWord words={zh ? '办理中' : 'Handling'} tone="active" />
            <StatusWord words={zh ? '已归档' : 'Closed'} tone="done" />
            <StatusWord words={zh ? '挂账' : 'On hold'} tone="stopped" />
          </div>
          <div className="ui-row">
            <Button look="main">{zh ? '受理' : 'Accept'}</Button>
            <Button>{zh ? '转办' : 'Reassign'}</Button>
            <Button look="quiet">{zh ? '更多' : 'More'}</Button>
            <Button look="final">{zh ? '作废' : 'Void'}</Button>
            <Button disabled>{zh ? '不可用' : 'Not now'}</Button>
            <Button busy look="main">
              {zh ? '正在保存' : 'Saving'}
            </Button>
          </div>
        </div>
      </Sheet>
      <Sheet title={zh ? '颜色' : 'Colours'}>
        <div className="cat-swatches">
          {Object.entries(colour).map(([name, value]) => (
            <div key={name} className="cat-swatch">
              <div style={{ background: value }} />
              <div className="ui-small">{name}</div>
              <div className="ui-small ui-muted">{value}</div>
            </div>
          ))}
        </div>
      </Sheet>
      <Sheet title={zh ? '图标' : 'Icons'}>
        <div className="cat-icons">
          {iconNames.map((name) => (
            <div key={name}>
              <Icon name={name} size={24} />
              {name}
            </div>
          ))}
        </div>
      </Sheet>
    </>
  )
}
