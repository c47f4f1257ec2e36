/** Folders below the working folder, each in a variable of that name; those with a profile are pinned to it. */
export const FOLDERS = {
  IN: { path: `it's "in" $(touch pwned) \`x\` ü`, pin: 'work' },
  SUB: { path: `it's "in" $(touch pwned) \`x\` ü/-sub *`, pin: undefined },
  NESTED: { path: `it's "in" $(touch pwned) \`x\` ü/-sub */nested\nline`, pin: 'personal' },
  PLAIN: { path: 'plain', pin: 'home' },
  SETTINGS: { path: 'settings', pin: 'glm' },
  OUT: { path: 'out', pin: undefined },
} as const

/** One line typed in a shell with the directory hook, which changes the account before the next prompt. */
export interface Step {
  /** The same in every shell; nothing but Enter where there is none. */
  line?: string | undefined
  /** Done before that in another terminal, by sh in the working folder. */
  elsewhere?: string
  /** What is said until the next prompt. */
  says?: string | RegExp | undefined
  /** The account of plain `claude` afterwards: its folder below `instances`, and CCS_PROFILE where there is one. */
  account?: string
}

const NONE = 'none'
/** What a shell without an account says. */
export const saysOff = (meaning?: string) =>
  `ccs: No account chosen here: ${meaning === undefined ? '' : `ccs means "${meaning}"; `}plain claude is as before.`
const say = (account: string) => `ccs: This shell uses ${account}.`
/** What `claude` says with an account, and by hand. */
export const saysClaude = (account: string) => `claude: ${account === NONE ? 'unset unset' : account}`
const work = { says: say('work'), account: 'instances/work work' }
const personal = { says: say('personal'), account: 'instances/personal personal' }
/** What `ccs` means then, where the shell knows. */
const offTo = (meaning?: string) => ({ says: saysOff(meaning), account: NONE })
const off = offTo('work')

export const HOOK_SCENARIOS: readonly { name: string; steps: readonly Step[] }[] = [
  {
    name: 'in, about and out',
    steps: [
      { line: 'cd .', account: NONE },
      { line: 'cd "$IN"', ...work },
      { line: 'cd "$SUB"', account: work.account },
      { line: 'ccs hi', says: 'claude: instances/work work hi' },
      { line: 'ccs personal hi', says: 'claude: instances/personal personal hi' },
      { line: 'cd "$OUT"', ...off },
      { line: 'cd "$PLAIN"', says: say('home'), account: 'unset home' },
      { line: 'cd "$SUB"', ...work },
      { line: 'cd /', ...off },
    ],
  },
  {
    name: 'a pin within a pinned folder',
    steps: [
      { line: 'cd "$NESTED"', ...personal },
      { line: 'cd ..', ...work },
      { line: 'cd "$NESTED"', ...personal },
      { line: 'cd "$OUT"', ...off },
    ],
  },
  {
    name: 'a folder reached by a link',
    steps: [
      { elsewhere: 'ln -s "$IN" "$OUT/link"', line: 'cd "$OUT/link"', ...work },
      { line: 'cd "$IN"', account: work.account },
      { line: 'cd "$OUT"', ...off },
    ],
  },
  {
    name: 'a pin to a settings profile is for ccs alone',
    steps: [
      { line: 'cd "$SETTINGS"', account: NONE },
      { line: 'ccs hi', says: /^claude: unset glm --settings .*glm\.json hi$/ },
      { line: 'cd "$IN"', ...work },
      { line: 'cd "$SETTINGS"', ...offTo('glm') },
    ],
  },
  {
    name: 'what is chosen by hand stays',
    steps: [
      { line: 'cd "$IN"', ...work },
      { line: 'ccs use personal', ...personal },
      { line: 'cd "$OUT"', account: personal.account },
      { line: 'cd "$IN"', account: personal.account },
      // The same account as the pin's.
      { line: 'ccs use work', ...work },
      { line: 'cd "$OUT"', account: work.account },
      { line: 'ccs use --off', ...off },
      { line: 'cd "$IN"', ...work },
    ],
  },
  {
    name: 'none, chosen by hand, stays until a folder is entered',
    steps: [
      { line: 'cd "$IN"', ...work },
      { line: 'ccs use --off', ...off },
      { line: 'true', account: NONE },
      { line: 'cd "$OUT"', account: NONE },
      { line: 'cd "$IN"', ...work },
    ],
  },
  {
    name: 'none, chosen by hand, ends also in a folder below, or when a pin changes',
    steps: [
      { line: 'cd "$IN"', ...work },
      { line: 'ccs use --off', ...off },
      { line: 'cd "$SUB"', ...work },
      { line: 'ccs use --off', ...off },
      { elsewhere: 'ccs pin personal "$OUT"', ...work },
      { line: 'cd /', ...off },
    ],
  },
  {
    name: 'back and forth is between what was chosen by hand',
    steps: [
      { line: 'ccs use personal', ...personal },
      { line: 'ccs use --off', ...off },
      { line: 'cd "$IN"', ...work },
      { line: 'ccs use -', ...personal },
      { line: 'cd "$OUT"', account: personal.account },
    ],
  },
  {
    name: 'pins that change elsewhere',
    steps: [
      { line: 'cd "$OUT"', account: NONE },
      { elsewhere: 'ccs pin work "$OUT"', ...work },
      { elsewhere: 'ccs pin personal "$OUT"', ...personal },
      { elsewhere: 'ccs unpin "$OUT"', ...off },
      // By another program, so that nothing is published.
      { elsewhere: `printf '{"%s":"work"}' "$OUT" >"$HOME/.ccs/pins.json"`, ...work },
      { elsewhere: 'rm "$HOME/.ccs/pins.json"', ...off },
    ],
  },
  {
    name: 'an account that is removed elsewhere',
    steps: [
      { line: 'cd "$IN"', ...work },
      { elsewhere: 'ccs auth remove work --force', ...offTo() },
      { line: 'cd "$NESTED"', ...personal },
    ],
  },
  {
    name: 'an account that is renamed elsewhere',
    steps: [
      { line: 'cd "$IN"', ...work },
      { elsewhere: 'ccs auth rename work office', says: say('office'), account: 'instances/work office' },
      { line: 'cd "$OUT"', ...offTo('office') },
    ],
  },
  {
    name: 'the hook is turned off elsewhere',
    steps: [
      { line: 'cd "$IN"', ...work },
      { line: 'cd "$OUT"', ...off },
      { elsewhere: 'ccs setup --shell zsh --force --hook none', line: 'cd "$IN"', account: NONE },
      { line: 'cd "$OUT"', account: NONE },
      { elsewhere: 'ccs setup --shell zsh --force --hook pwd' },
      // An open shell takes the text that has it with the next call.
      { line: 'ccs use', says: /No account is chosen/ },
      { line: 'cd "$IN"', ...work },
    ],
  },
  {
    name: 'the hook is turned off elsewhere while it has chosen',
    steps: [
      { line: 'cd "$IN"', ...work },
      { elsewhere: 'ccs setup --shell zsh --force --hook none', ...off },
      { line: 'cd "$OUT"', account: NONE },
    ],
  },
  {
    name: 'the ccs dir goes, and comes back',
    steps: [
      { line: 'cd "$IN"', ...work },
      { elsewhere: 'mv "$HOME/.ccs" "$HOME/away"', line: 'cd "$SUB"', ...off },
      { line: 'cd "$OUT"', account: NONE },
      { line: 'cd "$IN"', account: NONE },
      { elsewhere: 'mv "$HOME/away" "$HOME/.ccs"', line: 'cd "$SUB"', ...work },
    ],
  },
  {
    name: 'a folder that is gone',
    steps: [
      { line: 'cd "$IN"', ...work },
      { elsewhere: 'rm -r "$IN"', line: 'echo $CCS_PROFILE', says: 'work' },
      { line: 'cd /', ...off },
    ],
  },
]
