import { describe, expect, test } from 'vitest'
import { launchEnvironment, OVERRIDES } from '../../../src/claude/environment.ts'
import { OVERRIDES as EXPECTED } from '../../shells/scenarios/expectations.ts'

const ENV = {
  Anthropic_Api_Key: 'theirs',
  anthropic_base_url: 'theirs',
  Claude_Config_Dir: 'theirs',
  ccs_profile: 'theirs',
  Path: 'p',
  anthropic_api_keys: 'other',
}

describe('the environment of a launch where names are in another case', () => {
  const work = { kind: 'account', name: 'work', instance: 'C:\\ccs\\work' } as const

  test('on Windows they are the same variables', () => {
    const env = launchEnvironment(ENV, work, false, true)
    expect(Object.keys(env).sort()).toEqual(
      ['ANTHROPIC_CONFIG_DIR', 'CCS_PROFILE', 'CLAUDE_CONFIG_DIR', 'Path', 'anthropic_api_keys'].sort(),
    )
    expect(env).toMatchObject({ CLAUDE_CONFIG_DIR: work.instance, CCS_PROFILE: 'work' })
    const plain = launchEnvironment(ENV, { kind: 'plain', name: 'home' }, false, true)
    expect(plain).toEqual({ Path: 'p', anthropic_api_keys: 'other', CCS_PROFILE: 'home' })
  })

  test('on Windows, with CCS_KEEP_ENV=1, only what is set is replaced', () => {
    expect(launchEnvironment(ENV, work, true, true)).toMatchObject({ Anthropic_Api_Key: 'theirs' })
    expect(launchEnvironment(ENV, work, true, true)).not.toHaveProperty('Claude_Config_Dir')
  })

  test('elsewhere they are others', () => {
    expect(launchEnvironment(ENV, work, false, false)).toMatchObject(ENV)
  })
})

test('the list of overrides is the one that the launches are tried with', () => {
  expect([...OVERRIDES].sort()).toEqual([...EXPECTED].sort())
})
