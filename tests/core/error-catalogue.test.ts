import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { errorsPage } from '../../docs/errors-page.ts'
import { CATALOGUE, type ErrorId } from '../../src/errors/catalogue.ts'
import { skipWhen } from '../support/installed.ts'
import { otherDiskOf } from '../support/other-disk.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'
import { write } from './errors/provocation.ts'
import { PROVOCATIONS } from './errors/provocations.ts'

/**
 * What follows from the registry may be published anew all the same; a folder may be there, empty; and what another
 * program has written meanwhile is there.
 */
const NO_CHANGE = /^\.ccs\/(?:shell|journal is there)|^\.zshrc is there/

describe.concurrent('the catalogue of errors', () => {
  for (const [code, { status, errors }] of Object.entries(CATALOGUE)) {
    for (const id of Object.keys(errors) as ErrorId[]) {
      test(`${code}: ${id}`, async (context) => {
        const { prepare, meanwhile, args = [], env, run, missing, says } = PROVOCATIONS[id]
        skipWhen(missing?.(), context)
        using world = new World()
        furnish(world)
        prepare?.(world)
        using _ = await meanwhile?.(world)
        const before = pictureOf(world.home)
        const result = await (run ? run(world) : world.ccs(args, { env: env?.(world) ?? {} }))
        const [sentence, ...advice] = says
        // What claude says of a refused login comes first.
        const stderr = result.stderr.replace(/^stub: .*\n/, '')
        expect({ ...result, stderr: generalized(stderr, world) }).toEqual({
          status,
          // A shell that evaluates the text of a failed `env` fails too.
          stdout: args[0] === 'env' && !args.includes('--json') ? 'false\n' : '',
          stderr: `ccs: ${sentence} [${code}]\n${advice.map((line) => `     ${line}\n`).join('')}`,
        })
        expect(differences(before, pictureOf(world.home)).filter((line) => !NO_CHANGE.test(line))).toEqual([])
      })
    }
  }
})

function furnish(world: World): void {
  for (const name of ['work', 'personal']) mkdirSync(join(world.ccsDir, 'instances', name), { recursive: true })
  const entry = { type: 'account' }
  write('profiles.json', JSON.stringify({ profiles: { work: entry, personal: entry }, default: 'work' }))(world)
  write('config.json', '{"profiles":{"glm":"~/glm.json"}}')(world)
  writeFileSync(join(world.home, 'glm.json'), '{}')
}

function generalized(text: string, world: World): string {
  return text
    .replaceAll(world.ccsDir, '<ccs dir>')
    .replaceAll(world.home, '<home>')
    .replaceAll(world.folder, '<folder>')
    .replaceAll(world.root, '<root>')
    .replaceAll(otherDiskOf(world), '<other disk>')
    .replace(/\bprocess \d+/, 'process <n>')
}

test('the page of errors is made from the catalogue: npm run errors-page', () => {
  const page = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))
  expect(readFileSync(page, 'utf8')).toBe(errorsPage())
})
