import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from '../../support/world.ts'

/** What ends the output of a script, on both streams. */
const END = '\u001e'

/** A script, all of its environment, and its working folder. */
export interface Request {
  script: string
  env: Record<string, string>
  cwd: string
}

/**
 * A PowerShell for many scripts, one after the other, each in a runspace of its own and with its own environment: starting
 * one for each would take a second. It ends with this process.
 */
export class PowershellServer {
  private readonly folder = join(tmpdir(), `ccs-powershell-${process.pid}`)
  private readonly requests: number
  private readonly child: ChildProcess
  private readonly output = { stdout: '', stderr: '' }
  private last: Promise<unknown> = Promise.resolve()

  /** @param command starts a script by its file */
  constructor([program = '', ...options]: readonly string[], env: Record<string, string>) {
    rmSync(this.folder, { recursive: true, force: true })
    execFileSync('mkdir', ['-m', '700', this.folder])
    const [script, fifo] = [join(this.folder, 'server.ps1'), join(this.folder, 'requests')]
    writeFileSync(script, SERVER)
    execFileSync('mkfifo', [fifo])
    this.requests = openSync(fifo, 'r+')
    this.child = spawn(program, [...options, script, fifo], {
      env: { HOME: this.folder, PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.unref()
    process.once('exit', () => {
      this.child.kill('SIGKILL')
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  /** Runs a script when those before it have ended. */
  run(request: Request): Promise<Result> {
    const result = this.last.then(() => this.runNow(request))
    this.last = result.catch(() => {})
    return result
  }

  private async runNow(request: Request): Promise<Result> {
    writeSync(this.requests, `${JSON.stringify(request)}\n`)
    const [stdout, stderr] = await Promise.all([this.readTo('stdout'), this.readTo('stderr')])
    const [, text = '', status] = /^(.*)\n(\d+)$/s.exec(stdout) ?? []
    return { status: Number(status), stdout: text, stderr }
  }

  /** What comes on a stream until the end of the script. */
  private readTo(name: 'stdout' | 'stderr'): Promise<string> {
    return new Promise((resolve, reject) => {
      const stream = this.child[name]?.setEncoding('utf8')
      const stop = (): void => {
        stream?.off('data', take)
        this.child.off('close', fail)
      }
      const take = (text: string): void => {
        this.output[name] += text
        const end = this.output[name].indexOf(END)
        if (end === -1) return
        stop()
        const found = this.output[name].slice(0, end)
        this.output[name] = this.output[name].slice(end + END.length)
        resolve(found)
      }
      const fail = (): void => {
        stop()
        reject(new Error(`the shared PowerShell has ended: ${this.output.stdout}${this.output.stderr}`))
      }
      stream?.on('data', take)
      this.child.on('close', fail)
    })
  }
}

const SERVER = `
param([string] $requests)
$reader = [IO.StreamReader]::new([IO.FileStream]::new($requests, 'Open', 'Read'))
while ($null -ne ($line = $reader.ReadLine())) {
  $request = [Text.Json.JsonDocument]::Parse($line).RootElement
  foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
  foreach ($variable in $request.GetProperty('env').EnumerateObject()) { [Environment]::SetEnvironmentVariable($variable.Name, $variable.Value.GetString()) }
  [Environment]::CurrentDirectory = $request.GetProperty('cwd').GetString()
  [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
  $space = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
  $space.Open()
  $shell = [powershell]::Create()
  $shell.Runspace = $space
  $null = $shell.AddScript($request.GetProperty('script').GetString()).AddCommand('Out-Default')
  $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
  $status = 0
  try { $null = $shell.Invoke() } catch { [Console]::Error.WriteLine($_); $status = 1 }
  [Console]::Out.Write("\`n$status\`u{1e}")
  [Console]::Error.Write("\`u{1e}")
  $shell.Dispose()
  $space.Dispose()
}
`
