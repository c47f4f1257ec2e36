import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Environment } from '../../../src/context.ts'
import type { Ending } from './answer.ts'
import type { BaitedHome } from './bait.ts'

/** The environment of an experiment before anything is tried. */
export function cleanEnvironment({ home }: BaitedHome): Record<string, string> {
  return {
    HOME: home,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TERM: 'dumb',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  }
}

/**
 * Runs Claude in a baited home, with a token to read from file descriptor 3, and stops it and what it started at the
 * time limit, in milliseconds.
 */
export function runClaude(
  program: string,
  args: string[],
  place: BaitedHome,
  env: Environment,
  limit: number,
): Promise<Ending> {
  const descriptor = openSync(place.bait.tokenFile, 'r')
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      cwd: place.folder,
      stdio: ['ignore', 'pipe', 'ignore', descriptor],
      // A process group of its own, which can be stopped as a whole.
      detached: true,
    })
    closeSync(descriptor)
    let stdout = ''
    let stopped = false
    const stop = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // All of them have ended.
      }
    }
    const timer = setTimeout(() => {
      stopped = true
      stop()
    }, limit)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      // What it left running would hold the pipe open.
      stop()
      child.on('close', () => resolve({ status: stopped ? undefined : (code ?? 128), stdout }))
    })
  })
}

/** Lets so many run at once; the others wait for their turn. */
export function atMost(count: number): <T>(act: () => Promise<T>) => Promise<T> {
  let free = count
  const waiting: (() => void)[] = []
  return async (act) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await act()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
