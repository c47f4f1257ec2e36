import { onlyRoot } from '../../support/installed.ts'

/** What happens elsewhere to a ccs dir, as shell text run there, and what an open shell answers afterwards. */
export interface Happening {
  name: string
  /** Run by sh in the ccs dir, with the core as "$CCS" and another version of it as "$OTHER". */
  elsewhere: string
  /** Typed before it, in the open shell. */
  line: string
  /** Part of the answer; the account that claude says it is, or the refusal. */
  answer: RegExp
  status?: number
  missing?: () => string | undefined
}

export const WORK = /^account instances\/work: \[hi\]$/
const STAMPS = [
  'printf x >stamp',
  ': >stamp',
  'rm stamp',
  'rm stamp; mkfifo stamp',
  'rm stamp; mkdir stamp',
  'mv stamp other; ln -s other stamp',
  'rm stamp; ln -s nowhere stamp',
  'chmod 0 stamp',
  'head -c 200000 /dev/zero >stamp',
  'printf "a\\nb\\n" >stamp',
  'printf %s "$(cat stamp)" >other; mv other stamp',
]

export const HAPPENINGS: Happening[] = [
  ...STAMPS.map(
    (text): Happening => ({
      name: `the stamp: ${text}`,
      elsewhere: `cd shell && ${text}`,
      line: 'ccs-work hi',
      answer: WORK,
    }),
  ),
  {
    name: 'the stamp is of somebody else',
    elsewhere: 'chown 65534 shell/stamp',
    line: 'ccs-work hi',
    answer: WORK,
    missing: onlyRoot,
  },
  // fish says of its own that something is missing in the file.
  ...[1, 3, 5, 7, 9].map(
    (tenths): Happening => ({
      name: `another stamp, and ${tenths} tenths of the text`,
      elsewhere: `cd shell && echo 9.9.9-0 >stamp && for f in ccs.*; do head -c $(($(wc -c <$f) * ${tenths} / 10)) $f >x; cat x >$f; done`,
      line: 'ccs-work hi',
      answer: /^(?:~.*\n)?account instances\/work: \[hi\]$/s,
    }),
  ),
  ...[
    'for f in ccs.*; do : >$f; done',
    'rm ccs.*',
    'rm ccs.*; mkdir ccs.bash ccs.zsh ccs.fish',
    'rm ccs.*; mkfifo ccs.bash ccs.zsh ccs.fish',
    'for f in ccs.*; do rm $f; ln -s nowhere $f; done',
  ].map(
    (text): Happening => ({
      name: `another stamp, and the text: ${text}`,
      elsewhere: `cd shell && echo 9.9.9-0 >stamp && ${text}`,
      line: 'ccs-work hi',
      answer: WORK,
    }),
  ),
  { name: 'ccs is upgraded', elsewhere: '"$OTHER" init bash >/dev/null', line: 'ccs-work hi', answer: WORK },
  {
    name: 'ccs is upgraded, and a default set by it',
    elsewhere: '"$OTHER" auth default personal 2>/dev/null',
    line: 'ccs -p',
    answer: /^account instances\/personal: \[-p\]$/,
  },
  {
    name: 'a profile becomes a settings profile',
    elsewhere: `"$CCS" auth remove personal --force 2>/dev/null; echo '{}' >glm.json; printf '{"profiles":{"personal":"%s/glm.json"}}' "$PWD" >config.json`,
    line: 'ccs-personal hi',
    answer: /^account unset: \[--settings\] \[.*glm\.json\] \[hi\]$/,
  },
  {
    name: "the registry is v2's",
    elsewhere: `printf '{"version":"2.0.0","profiles":{"work":{"type":"account","vault":"~/.ccs/accounts/work.json.enc"}},"default":"work"}' >profiles.json`,
    // The stand-in of this test knows no logins, so it is not to be asked for one.
    line: 'ccs-work auth',
    answer: /^ccs: These are accounts of ccs v2\. .*\naccount instances\/work: \[auth\]$/,
  },
  {
    name: "the registry is v2's, and knows less",
    elsewhere: `printf '{"version":"2.0.0","profiles":{"work":{"type":"account","vault":"~/.ccs/accounts/work.json.enc"}},"default":"work"}' >profiles.json`,
    line: 'ccs-personal hi',
    answer: /Profile not found: "personal"/,
    status: 3,
  },
  {
    name: 'config.json is saved by an editor',
    elsewhere: `echo '{}' >glm.json; printf '{"profiles":{"glm":"%s/glm.json"}}' "$PWD" >config.new; mv config.new config.json`,
    line: 'ccs glm hi',
    answer: /^account unset: \[--settings\] \[.*glm\.json\] \[hi\]$/,
  },
  { name: 'config.json is damaged', elsewhere: 'echo { >config.json', line: 'ccs-work hi', answer: WORK },
  {
    name: 'the profile is removed',
    elsewhere: '"$CCS" auth remove personal --force 2>/dev/null',
    line: 'ccs-personal hi',
    answer: /Profile not found: "personal"/,
    status: 3,
  },
  {
    name: 'the profile is renamed',
    elsewhere: '"$CCS" auth rename personal office 2>/dev/null',
    line: 'ccs-personal hi',
    answer: /Profile not found: "personal"/,
    status: 3,
  },
  {
    name: 'the profile is renamed, and called by its new name',
    elsewhere: '"$CCS" auth rename personal office 2>/dev/null',
    line: 'ccs office hi',
    answer: /^account instances\/personal: \[hi\]$/,
  },
  {
    name: 'the ccs dir is moved away',
    elsewhere: 'mv "$PWD" "$PWD.away"',
    line: 'ccs-work hi',
    answer: /Profile not found: "work"/,
    status: 3,
  },
  {
    name: 'the ccs dir is moved away and back',
    elsewhere: 'mv "$PWD" "$PWD.away"; mv "$PWD.away" "$PWD"',
    line: 'ccs-work hi',
    answer: WORK,
  },
]
