import '../base.css'
import { ConfigProvider, type ThemeConfig } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useMemo } from 'react'
import { useUiLang } from '../lang.ts'
import { useLargeType } from '../large-type.ts'
import { colour, radius, type } from '../tokens.ts'

/** antd in our tokens: flat, warm, no shadows but for what floats. */
export function deskTheme(large: boolean): ThemeConfig {
  const zoom = large ? 1.3 : 1
  return {
    cssVar: { key: 'liren' },
    hashed: false,
    token: {
      colorPrimary: colour.jade,
      colorInfo: colour.jade,
      colorLink: colour.jade,
      colorLinkHover: colour.jadeDeep,
      colorTextBase: colour.ink,
      colorTextSecondary: colour.ink2,
      colorTextTertiary: colour.ink3,
      colorTextDescription: colour.ink2,
      colorTextPlaceholder: colour.ink3,
      colorBgBase: colour.sheet,
      colorBgLayout: colour.paper,
      colorBgContainer: colour.sheet,
      colorBgElevated: colour.sheet,
      colorBorder: colour.edge,
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      // Wrong input is said in words beside the field; the lamps' red stays with the lamps.
      colorError: colour.ink,
      colorWarning: colour.ink2,
      colorSuccess: colour.jade,
      controlItemBgActive: colour.jadeWash,
      controlItemBgHover: colour.shade,
      controlHeight: Math.round(36 * zoom),
      fontFamily: 'var(--font)',
      fontSize: Math.round(type.body * zoom),
      lineHeight: 1.6,
      borderRadius: radius.medium,
      borderRadiusSM: radius.small,
      borderRadiusLG: radius.large,
      boxShadow: '0 8px 28px rgb(60 50 30 / 0.16)',
      boxShadowSecondary: '0 8px 28px rgb(60 50 30 / 0.16)',
      motionUnit: 0.06,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      Tooltip: { colorBgSpotlight: colour.ink },
    },
  }
}

/** Everything of the desk stands inside: antd in our tokens, in the language of the page. */
export function DeskTheme({ children }: { children: ReactNode }) {
  const lang = useUiLang()
  const large = useLargeType()
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en')
  const theme = useMemo(() => deskTheme(large), [large])
  return (
    <ConfigProvider
      theme={theme}
      locale={lang === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}
