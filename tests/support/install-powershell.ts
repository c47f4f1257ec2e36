import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram, isInstalled } from './installed.ts'

const version = '7.6.9'
const folder = fileURLToPath(new URL(`../../node_modules/.cache/ccs-powershell-${version}`, import.meta.url))
const installed = join(folder, 'pwsh')

/** PowerShell: CCS_TEST_PWSH, else the one on PATH, else the one that is installed before the tests. */
export const pwsh = process.env.CCS_TEST_PWSH || (findProgram('pwsh') ?? installed)

/** Before all tests: installs PowerShell as a tool of dotnet, where there is none but a dotnet. */
export default function installPowershell(): void {
  if (pwsh !== installed || existsSync(installed) || !isInstalled('dotnet')) return
  const env = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' }
  const args = ['tool', 'install', 'PowerShell', '--version', version, '--tool-path', folder]
  try {
    execFileSync('dotnet', args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    const output = error instanceof Error && 'stdout' in error ? `\n${error.stdout}` : ''
    process.stderr.write(`PowerShell could not be installed, so it is not tested: ${error}${output}\n`)
  }
}
