/** The first line of the block, in parentheses what else is to be undone; and the last one. */
export const BEGIN = /^# >>> ccs setup(?: \(([a-z0-9, ]+)\))? >>>$/
export const END = '# <<< ccs setup <<<'

/** @param undo see `Undo` in edit.ts; '' for nothing */
export function beginLine(undo: string): string {
  return `# >>> ccs setup${undo && ` (${undo})`} >>>`
}
