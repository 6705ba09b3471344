// The walls, for `npm run check`: exits with 1 if one is broken.
import { inProject } from '../../kernel/root.ts'
import { checkImports } from './import-walls.ts'
import { checkSql } from './sql-walls.ts'

const imports = await checkImports(inProject())
const sql = checkSql(inProject())
for (const { wall, file, what } of [...imports.findings, ...sql.findings]) console.log(`${file}\n  ${wall}: ${what}`)
console.log(`${imports.read} files read for imports, ${sql.read} for SQL`)
process.exit(imports.findings.length + sql.findings.length > 0 ? 1 : 0)
