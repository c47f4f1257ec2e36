import { below } from '../store/paths.ts'
import { configHome } from './config-home.ts'
import { plainPathBelow, type Quoter, type Shell, withoutNul } from './shell.ts'

/** Within single quotes of fish, `\\` and `\'` are the only escapes. */
export const quoteFish: Quoter = (value) => `'${withoutNul(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const UNIVERSAL = 'ccs: $0 is a universal variable, which stays exported. To erase it: set --erase --universal $0'

export const fish: Shell = {
  name: 'fish',
  file: 'ccs.fish',
  programs: ['fish'],
  quote: quoteFish,
  deferred: {},
  evaluate: (command) => `${command} | source`,
  // Nothing hides an exported universal variable from programs, and only the person may erase it, for every fish.
  unset: (names) => [
    `set --erase --global ${names.join(' ')}`,
    `set --names --universal --export | string replace --filter --regex '^(?:${names.join('|')})$' '${UNIVERSAL}' >&2`,
  ],
  set: (name, quoted) => `set --global --export ${name} ${quoted}`,
  fail: 'false',
  rcLine(file, _, { home }) {
    const rest = plainPathBelow(home, file)
    const path = rest === undefined ? quoteFish(file).replaceAll('\n', "'\\n'") : `~/${rest}`
    return `test -O ${path}; and source ${path}`
  },
  rcFiles(context) {
    const folder = below(configHome(context), 'fish')
    return {
      current: [
        {
          file: below(folder, 'conf.d', 'ccs.fish'),
          reader: 'fish',
          program: 'fish',
          beside: below(folder, 'config.fish'),
        },
      ],
      former: [],
      folders: [below(folder, 'conf.d'), below(folder, 'functions')],
      signs: [folder],
    }
  },
}
