import { type Quoter, quoteFish, quotePosix, quotePowershell } from './quote.ts'
import { wrapZsh } from './wrap-zsh.ts'

/** What differs between the shells, as data: a fifth shell is a row, a template and a completion file. */
export interface ShellKind {
  /** As given to `ccs init`. */
  name: string
  /** The same file name in `templates`, in `completions` and in `<ccs dir>/shell`. */
  file: string
  quote: Quoter
  /** Another file in `templates`, which makes a value of the first: what a new shell need not read. */
  launchFile?: string
  /** Makes the text of the rendered templates one that can be loaded. */
  wrap?: (text: string) => string
}

export const SHELLS: readonly ShellKind[] = [
  { name: 'bash', file: 'ccs.bash', quote: quotePosix },
  { name: 'zsh', file: 'ccs.zsh', quote: quotePosix, wrap: wrapZsh },
  { name: 'fish', file: 'ccs.fish', quote: quoteFish },
  { name: 'powershell', file: 'ccs.ps1', quote: quotePowershell, launchFile: 'ccs-launch.ps1' },
]

/** The files of the package that a shell's text is made of, below its root. */
export function partsOf({ file, launchFile }: ShellKind): { template: string; completion: string; launch?: string } {
  return {
    template: `templates/${file}`,
    completion: `completions/${file}`,
    ...(launchFile && { launch: `templates/${launchFile}` }),
  }
}
