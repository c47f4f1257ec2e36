import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/**
 * What Windows PowerShell 5.1, on .NET Framework, does not have (about_* pages of 6.0 to 7.6; members that came with .NET
 * Core), each with a line that it would stumble over. Its own parser and analyzer run on Windows only.
 */
const NEWER: [name: string, pattern: RegExp, example: string][] = [
  ['one or the other value', /\s\?\s.*\s:\s/, '$x = $a ? 1 : 2'],
  ['what stands for nothing', /\?\?=?/, '$x = $a ?? 1'],
  ['members of what may be nothing', /\}\?[.[]/, `\${a}?.Length`],
  ['chains', /&&|\|\|/, 'a && b'],
  ['jobs by a sign', /\s&\s*$/, 'claude x &'],
  ['the block that cleans up', /\bclean\s*\{/, 'clean { }'],
  ['pipes at the start of a line', /^\s*\|(?!\|)/, '  | cat'],
  ['characters by number', /`u\{|`e/, '"`u{1e}"'],
  ['numbers by base 2, of bytes, unsigned', /\b0b[01]+|\b\d+(?:u|y|n)[ylsn]?\b/, '0b11'],
  [
    'options of cmdlets',
    /-(?:Parallel|AsUTF8|NoNewLine|SkipHttpErrorCheck|AsHashtable|NoEnumerate)\b/,
    '% -Parallel { }',
  ],
  [
    'variables of its own',
    /\$(?:IsWindows|IsLinux|IsMacOS|IsCoreCLR|EnabledExperimentalFeatures|PSStyle)\b/,
    'if ($IsLinux) { }',
  ],
  ['a variable for native errors', /\$PSNativeCommand\w+/, '$PSNativeCommandArgumentPassing = 1'],
  [
    'parts of a text by one',
    /\.(?:Contains|Replace|IndexOf)\([^()]*(?:Ordinal|CurrentCulture)/,
    "$a.Contains('x', 'Ordinal')",
  ],
  ['ends of a text as characters', /\.(?:StartsWith|EndsWith)\(\[char\]/, "$a.StartsWith([char] 'x')"],
  ['parts of a text, some left out', /\.Split\([^()]*'(?:TrimEntries)'/, "$a.Split(',', 'TrimEntries')"],
  [
    'joining paths of .NET',
    /\[IO\.Path\]::(?:Join|GetRelativePath|IsPathFullyQualified|EndsInDirectorySeparator)/,
    '[IO.Path]::Join(1, 2)',
  ],
  ['links', /\.(?:LinkTarget|ResolveLinkTarget|UnixFileMode)\b/, '$file.LinkTarget'],
  ['moving over a file', /\[IO\.File\]::Move\([^()]*,[^()]*,/, '[IO.File]::Move($a, $b, $true)'],
  ['what the process is', /\[Environment\]::(?:ProcessPath|ProcessId|TickCount64)/, '[Environment]::ProcessPath'],
  ['JSON of .NET', /\[Text\.Json\./, '[Text.Json.JsonDocument]::Parse($a)'],
]
/** Read by the engines that know it: the block of 7.3 stands in quotes, and is tried. */
const QUOTED = /\[scriptblock\]::Create\('\n[^']*'\)/g

describe.each(['templates/ccs.ps1', 'templates/ccs-launch.ps1', 'templates/ccs-use.ps1', 'completions/ccs.ps1'])(
  '%s',
  (file) => {
    const source = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8').replace(QUOTED, '')
    const code = source.split('\n').filter((line) => !/^\s*#/.test(line))

    test.each(NEWER)('has no use of: %s', (_, pattern, example) => {
      expect(example).toMatch(pattern)
      expect(code.filter((line) => pattern.test(line))).toEqual([])
    })

    test('looks nothing up but what is named here', () => {
      const types = new Set(source.match(/(?<=\[)[A-Z][A-Za-z]*(?:\.[A-Za-z]+)*(?=\]|\[)/g))
      expect([...types].filter((type) => !KNOWN.has(type))).toEqual([])
    })
  },
)

/** Types of .NET Framework 4.7.2 and of Windows PowerShell 5.1, by its documentation. */
const KNOWN = new Set([
  ...[
    'Console',
    'DateTime',
    'Environment',
    'IO.Directory',
    'IO.DirectoryInfo',
    'IO.File',
    'IO.FileAttributes',
    'IO.FileInfo',
    'IO.Path',
  ],
  ...[
    'Delegate',
    'EventHandler',
    'NullString',
    'Collections.Generic.List',
    'Collections.Generic.Dictionary',
    'Collections.IDictionary',
    'Collections.IEnumerable',
  ],
  ...['CodeGeneration', 'Parser', 'CommandAst', 'CommandParameterAst', 'ConstantExpressionAst', 'ArrayLiteralAst']
    .concat(['StringConstantExpressionAst', 'ExpandableStringExpressionAst', 'VariableExpressionAst', 'PipelineAst'])
    .map((name) => `Management.Automation.Language.${name}`),
  'Management.Automation.CompletionResult',
  'Management.Automation.CompletionCompleters',
  // Of 6.1 and later; only where the event is there that it belongs to.
  'Management.Automation.LocationChangedEventArgs',
])
