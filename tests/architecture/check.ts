// The walls, for `npm run check`: exits with 1 if one is broken.
import { inProject } from '../../kernel/root.ts'
import { checkImports } from './import-walls.ts'
import { checkLocks } from './lock-walls.ts'
import { checkSql } from './sql-walls.ts'

const imports = await checkImports(inProject())
const sql = checkSql(inProject())
const locks = checkLocks(inProject())
const findings = [...imports.findings, ...sql.findings, ...locks.findings]
for (const { wall, file, what } of findings) console.log(`${file}\n  ${wall}: ${what}`)
console.log(`${imports.read} files read for imports, ${sql.read} for SQL, ${locks.read} for locks`)
process.exit(findings.length > 0 ? 1 : 0)
