import { CATALOGUE } from '../src/errors/catalogue.ts'

/** @returns `docs/errors.md`, from the catalogue of the code */
export function errorsPage(): string {
  const kinds = Object.entries(CATALOGUE).map(([code, { status, errors }]) =>
    [`## \`[${code}]\`, exit status ${status}`, ...Object.values(errors).map((texts) => example(code, texts))].join(
      '\n\n',
    ),
  )
  return `${[INTRODUCTION, ...kinds].join('\n\n')}\n`
}

function example(code: string, [sentence = '', ...advice]: readonly string[]): string {
  const lines = [`ccs: ${sentence} [${code}]`, ...advice.map((line) => `     ${line}`)]
  return `\`\`\`\n${lines.join('\n').replace(/\{\{(\w+)\}\}/g, '<$1>')}\n\`\`\``
}

const INTRODUCTION = `# Errors

Everything that ccs refuses or that fails is told on stderr as one sentence of what happened, a code, and what to do; then
stdout is empty and nothing was changed. A script may rely on the code and the exit status, not on the sentences. What
stands here between \`<\` and \`>\` is filled in; a line of advice that does not apply is left out.

Besides: 0 is success, 1 is a question that was answered with no (Escape and Ctrl-D are one too) and is kept for findings of
commands to come, 130 is Ctrl-C during a command of ccs; a launch ends with the exit status of \`claude\`.

This page is made from \`src/errors/catalogue.ts\` by \`npm run errors-page\`.`
