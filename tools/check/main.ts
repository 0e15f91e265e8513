import { pictureLaw } from '../picture.ts'
import { deadCode } from './dead.ts'
import { importLaws } from './imports.ts'
import type { Seen } from './law.ts'
import { leaks } from './leaks.ts'
import { looseWords } from './loose-words.ts'
import { sizeLaws } from './sizes.ts'
import { sqlLaws } from './sql.ts'

/** The laws that neither the formatter nor the type checker can hold. */
const checks: Readonly<Record<string, (root: string) => Seen | Promise<Seen>>> = {
  imports: importLaws,
  sizes: sizeLaws,
  sql: sqlLaws,
  dead: deadCode,
  leaks,
  words: looseWords,
  picture: pictureLaw,
}

async function run(name: string, check: (root: string) => Seen | Promise<Seen>): Promise<number> {
  const started = performance.now()
  const { saw, broken } = await check(process.cwd())
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const verdict = broken.length === 0 ? 'holds' : `${broken.length} broken`
  console.log(`${name.padEnd(8)} ${seconds.padStart(5)} s  ${saw}: ${verdict}`)
  for (const { law, at, says } of broken) console.log(`  ${at}  ${law}: ${says}`)
  return broken.length
}

const asked = process.argv.slice(2)
const unknown = asked.find(name => !(name in checks))
if (unknown) {
  console.error(`no check is named ${unknown}; there are ${Object.keys(checks).join(', ')}`)
  process.exit(2)
}
let broken = 0
for (const [name, check] of Object.entries(checks))
  if (asked.length === 0 || asked.includes(name)) broken += await run(name, check)
process.exit(broken === 0 ? 0 : 1)
