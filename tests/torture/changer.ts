import { fileURLToPath } from 'node:url'
import { addProfile, setDefault } from '../../src/accounts/registry.ts'
import { changeRegistry } from '../../src/changes/change.ts'
import { makeContext } from '../../src/context.ts'
import { attempt } from '../../src/errors/ccs-error.ts'

/** One change in so many is one that every shell has to hear of. */
const DEFAULT_EVERY = 10

// One of the processes of changes.ts: `changer.ts prepare <profiles>`, or `changer.ts <profile> <changes>`;
// a profile that is not there only publishes.
const [name = '', amount = ''] = process.argv.slice(2)
const context = makeContext(process.env, {
  program: '/made-up/ccs',
  version: '0.0.0',
  packageRoot: fileURLToPath(new URL('../..', import.meta.url)),
  platform: process.platform,
  tell: (sentences) => process.stderr.write(`${sentences}\n`),
})
if (name === 'prepare') {
  changeRegistry(context, (registry) => {
    for (let number = 0; number < Number(amount); number++) {
      addProfile(registry, `p${number}`, { type: 'account', created: null, last_used: null, changes: 0 })
    }
  })
} else {
  for (let change = 1; change <= Number(amount); ) {
    const { error } = attempt(() =>
      changeRegistry(context, (registry) => {
        const entry = registry.profiles.get(name)
        if (entry) entry.changes = Number(entry.changes) + 1
        if (entry && change % DEFAULT_EVERY === 0) setDefault(registry, name)
      }),
    )
    // In such a crowd the lock may not come in time; then nothing was changed, and the person would try again.
    if (error && error.id !== 'lock-held') throw error
    if (!error) change += 1
  }
}
