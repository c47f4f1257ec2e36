import { describe, expect, test } from 'vitest'
import { differenceOf } from '../../../src/setup/difference.ts'
import type { RcChange } from '../../../src/setup/plan.ts'
import { withoutSecrets } from '../../../src/setup/secrets.ts'

describe('lines of rc files without their secrets', () => {
  const hidden: [line: string, shown: string][] = [
    ["alias glm='ANTHROPIC_AUTH_TOKEN=s3cr3t claude'", "alias glm='ANTHROPIC_AUTH_TOKEN=*** claude'"],
    ["alias glm='A=1 ANTHROPIC_API_KEY=s3cr3t'", "alias glm='A=1 ANTHROPIC_API_KEY=***'"],
    ['alias g="X_KEY=\'s3cr3t s3cr3t\' claude"', 'alias g="X_KEY=*** claude"'],
    ["alias g='X_KEY='\\''s3cr3t s3cr3t'\\'' claude'", "alias g='X_KEY=*** claude'"],
    ['alias g="X_KEY=\\"s3cr3t s3cr3t\\" claude"', 'alias g="X_KEY=*** claude"'],
    ['export MY_SECRET=s3cr3t', 'export MY_SECRET=***'],
    ['export db_password="s3cr3t \\" s3cr3t"', 'export db_password=***'],
    ["export A_TOKEN='s3cr3t\ns3cr3t' B=2", 'export A_TOKEN=*** B=2'],
    ['export A_TOKEN+=s3cr3t; claude', 'export A_TOKEN+=***; claude'],
    ['export A_TOKEN=s3cr3t\\ s3cr3t', 'export A_TOKEN=***'],
    ["export A_TOKEN='s3cr3t", 'export A_TOKEN=***'],
    ['set -gx ANTHROPIC_API_KEY s3cr3t', 'set -gx ANTHROPIC_API_KEY ***'],
    ['set -gx ANTHROPIC_API_KEY "s3cr3t s3cr3t"; x', 'set -gx ANTHROPIC_API_KEY ***; x'],
    ["$env:ANTHROPIC_API_KEY = 's3cr3t'", '$env:ANTHROPIC_API_KEY = ***'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is PowerShell
    ['${env:A_TOKEN}="s3cr3t"', '${env:A_TOKEN}=***'],
    ["[Environment]::SetEnvironmentVariable('A_KEY', 's3cr3t')", "[Environment]::SetEnvironmentVariable('A_KEY', ***)"],
    ['claude --settings \'{"env":{"A_TOKEN":"s3cr3t"}}\'', 'claude --settings \'{"env":{"A_TOKEN":***}}\''],
    ['claude --settings "{\\"A_TOKEN\\": \\"s3cr3t\\"}"', 'claude --settings "{\\"A_TOKEN\\": ***}"'],
    ['curl --api-key s3cr3t x', 'curl --api-key *** x'],
    ["H='Authorization: Bearer s3cr3t' claude", "H='Authorization: Bearer ***' claude"],
    ["H='x-api-key: s3cr3t' claude", "H='x-api-key: ***' claude"],
    ['X=sk-ant-s3cr3t claude', 'X=*** claude'],
    ['echo "sk-s3cr3t"', 'echo "***"'],
  ]
  test.each(hidden)('%j', (line, shown) => {
    expect(withoutSecrets(line)).toBe(shown)
  })

  test.each([
    "alias w='CLAUDE_CONFIG_DIR=~/.claude-sk-work CLAUDE_CODE_MAX_OUTPUT_TOKENS=32000 claude'",
    'export A_TOKEN= B=2',
    'export A_TOKEN="" B=2',
    'unset ANTHROPIC_API_KEY CLAUDE_CONFIG_DIR',
    '[ -z "$ANTHROPIC_API_KEY" ] && claude',
  ])('%j stays', (line) => {
    expect(withoutSecrets(line)).toBe(line)
  })

  test.each(["KEY='\\''", 'KEY=\\"', 'KEY="\\', 'set KEY ', 'sk-', '--KEY', 'KEY  '])(
    'a text full of %j is read once',
    (text) => {
      const start = performance.now()
      withoutSecrets(text.repeat(2 ** 17 / 4))
      expect(performance.now() - start).toBeLessThan(5000)
    },
  )
})

test.each(['latin1', 'utf16le'] as const)('a change of an rc file is shown without them, in %s', (encoding) => {
  const rc = { shell: 'bash', file: '/rc', reader: 'bash', program: 'bash' } as const
  const found = { text: 'a\nexport A_KEY=s3cr3t\nb\n', target: '/rc', encoding } as RcChange['found']
  const shown = differenceOf({ rc, found, text: 'x\nexport A_KEY=s3cr3t\ny\n', newFolders: 0 })
  expect(shown.slice(3)).toEqual(['-a', '-export A_KEY=***', '-b', '+x', '+export A_KEY=***', '+y'])
})
