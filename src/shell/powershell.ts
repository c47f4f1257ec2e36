import { isAbsolute } from 'node:path'
import { below } from '../store/paths.ts'
import { configHome } from './config-home.ts'
import { type Disk, plainPathBelow, type Quoter, type RcContext, type RcFile, type Shell, withoutNul } from './shell.ts'

/** PowerShell reads four typographic quotes as the plain one: each of the five is doubled. */
export const quotePowershell: Quoter = (value) =>
  `'${withoutNul(value).replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`

export const powershell: Shell = {
  name: 'powershell',
  file: 'ccs.ps1',
  programs: ['pwsh', 'powershell'],
  quote: quotePowershell,
  deferred: { use: 'templates/ccs-use.ps1', launch: 'templates/ccs-launch.ps1' },
  evaluate: (command) => `Invoke-Expression (& ${command} | Out-String)`,
  unset: (names) => names.map((name) => `$env:${name} = $null`),
  set: (name, quoted) => `$env:${name} = ${quoted}`,
  fail: "throw 'ccs env failed'",
  // Windows PowerShell 5.1 reads a file by its byte order mark, with which the template begins; `eval` has no use for it.
  forEval: (text) => text.replace(/^\uFEFF/, ''),
  rcLine(file, _, { home }) {
    const rest = plainPathBelow(home, file)
    const path = rest === undefined ? `(${quoteAscii(file)})` : `"$HOME/${rest}"`
    return `if ([IO.File]::Exists(${path})) { . ${path} }`
  },
  rcFiles(context, disk) {
    const rc = (folder: string, reader: string, program: string): RcFile => ({
      file: below(folder, 'profile.ps1'),
      reader,
      program,
      beside: below(folder, 'Microsoft.PowerShell_profile.ps1'),
    })
    if (context.platform !== 'win32') {
      const folder = below(configHome(context), 'powershell')
      return { current: [rc(folder, 'PowerShell', 'pwsh')], former: [], signs: [folder] }
    }
    const folder = documents(context, disk)
    const current = [
      rc(below(folder, 'PowerShell'), 'PowerShell', 'pwsh'),
      rc(below(folder, 'WindowsPowerShell'), 'Windows PowerShell', 'powershell'),
    ]
    return { current, former: [], signs: [context.home] }
  },
}

/** The folder of documents may lie in that of OneDrive; it is looked for by its usual name. */
function documents({ env, home }: RcContext, disk: Disk): string {
  const folders = [env.OneDrive, home].filter((folder) => folder && isAbsolute(folder)) as string[]
  const places = folders.map((folder) => below(folder, 'Documents'))
  return places.find((place) => disk.exists(place)) ?? below(home, 'Documents')
}

/** For Windows PowerShell 5.1, which takes a file without a byte order mark for one of Windows' own code page. */
function quoteAscii(file: string): string {
  const pieces = file.match(/[ -~]+|[^ -~]/g) ?? []
  return pieces
    .map((piece) => (/^[ -~]/.test(piece) ? quotePowershell(piece) : `[char]${piece.charCodeAt(0)}`))
    .join(' + ')
}
