import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInstalled } from '../installed.ts'

const sources = fileURLToPath(new URL('powershell-host', import.meta.url))
const built = fileURLToPath(new URL('../../node_modules/.cache/ccs-powershell-host', import.meta.url))

/** The program that hosts the engine; there after the build. */
export const powershellHost = join(built, 'PowershellHost')

/** Before all tests: builds the host, unless it is newer than its sources or there is nothing to build it with. */
export default function buildPowershellHost(): void {
  if (!isInstalled('dotnet') || isUpToDate()) return
  const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' }
  const intermediate = `-p:BaseIntermediateOutputPath=${join(built, 'obj')}/`
  const args = ['build', sources, '--configuration', 'Release', '--verbosity', 'quiet', '--output', built, intermediate]
  try {
    execFileSync('dotnet', args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? `\n${error.stdout}` : ''
    process.stderr.write(`The PowerShell host could not be built, so PowerShell is not tested: ${error}${output}\n`)
  }
}

function isUpToDate(): boolean {
  if (!existsSync(powershellHost)) return false
  const time = statSync(powershellHost).mtimeMs
  return readdirSync(sources).every((name) => statSync(join(sources, name)).mtimeMs < time)
}
