import type { Found, Wanted } from './archive.ts'
import { leftOut } from './words/left-out.ts'

/** The first page of an archive: what it is, whose, who took it and when, how to read it. */
export function readmeOf({ tenantName, mark, secrets, reason, withFiles }: Wanted, { tables, rows }: Found): string {
  const opened = secrets !== null
  return `${tenantName}
全部数据导出 · Everything that is held

${mark.line}
${opened ? `已打开封存的个人信息，理由：${reason}\nSealed fields were opened. Reason: ${reason}` : '封存的个人信息没有打开（[sealed]）\nSealed fields were not opened ([sealed])'}

${tables} 张表，${rows} 行。${tables} tables, ${rows} rows.

rows/     每张表一个文件，每行一个 JSON 对象（UTF-8）。A file a table, one JSON object a line (UTF-8).
sheets/   同样的内容，.xlsx 表格；超过 100 万行的分成几份。The same as workbooks; more than a million rows stand in several.
files/    ${withFiles ? '照片原件，文件名是 files.files 里的 id。The pictures, named by their id in files.files.' : '没有包含照片；rows/files.files.jsonl 列出每张的 SHA-256。No pictures inside; rows/files.files.jsonl lists the SHA-256 of each.'}
columns.json   每张表、每一列：中英文名称、类型、指向哪张表。Tables and columns: names, types, what they point to.
manifest.json  每个文件的行数、字节数、SHA-256。Rows, bytes and SHA-256 of each file.

时间是 ISO 8601（JSON，UTC）或北京时间（表格）。Times are ISO 8601 in UTC (JSON), or those of Beijing (sheets).
单元格放不下的文字（超过 32767 字）在表格里截断，JSON 里完整。Texts that no cell holds are cut on sheets and whole in JSON.
密码、密钥、登录凭据和调解内容从不导出；用于查找的带密钥摘要也不导出。
Passwords, keys, means to sign in and what was said in mediation never leave; nor do the keyed hashes of look-ups.

没有包含的表 · Tables that are left out
${Object.entries(leftOut)
  .map(([name, [zh, en]]) => `  ${name}：${zh} · ${en}`)
  .join('\n')}
`
}
