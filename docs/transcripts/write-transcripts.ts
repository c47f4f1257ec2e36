import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import installOlderProgram, { missingOlderProgram } from '../../tests/support/older-program.ts'
import { missingClaude } from '../../tests/support/real-claude.ts'
import { Journey } from './journey.ts'
import { STARTS } from './starts.ts'

// Writes docs/moving-in.md: each older arrangement, and the way from it to ccs, from a real run with the real Claude CLI and
// made-up logins. Fails where a line does not come out as said, or a login is not the same at the end.
installOlderProgram()
const missing = missingClaude ?? missingOlderProgram()
if (missing !== undefined) throw new Error(missing)
const parts: string[] = []
for (const { title, text, go } of STARTS) {
  using journey = new Journey()
  await go(journey)
  parts.push(`## ${title}\n\n${text}\n\n${journey.end()}`)
  console.log(title)
}
const head =
  '# Moving in\n\nWhat the way to ccs looks like from each older arrangement. Made by `npm run transcripts`, which runs it with ' +
  'the real\nClaude CLI and made-up logins in homes that are deleted afterwards (~ in what follows), and fails where a login does not stay.\n'
writeFileSync(fileURLToPath(new URL('../moving-in.md', import.meta.url)), `${head}\n${parts.join('\n')}`)
