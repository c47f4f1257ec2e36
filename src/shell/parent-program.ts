import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isLinux, isWindows } from '../store/system.ts'

/**
 * The program from which this one was started, by its name; undefined where the system does not tell, as on Windows.
 * PSModulePath in the environment would not do for PowerShell: a bash that was started from it has that variable too.
 */
export function parentProgram(pid = process.ppid): string | undefined {
  if (isWindows) return undefined
  try {
    const [program = '', script = ''] = isLinux ? wordsOf(pid) : [programOf(pid)]
    // A login shell has a dash in front.
    const name = basename(program).replace(/^-/, '')
    // PowerShell as a tool of dotnet.
    return name === 'dotnet' ? basename(script, '.dll') : name
  } catch {
    return undefined
  }
}

function wordsOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
}

function programOf(pid: number): string {
  return execFileSync('/bin/ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()
}
