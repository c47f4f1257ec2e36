import { createReadStream } from 'node:fs'

/** A name right after `env.`, `env?.` or `env["`: certainly a variable, also without an underscore. */
const AFTER_ENV = /\benv(?:\?\.|\.|(?:\?\.)?\[["'`])([A-Z][A-Z0-9_]{2,})(?!\w)/g

/**
 * A name with an underscore as a property, a key or a string. The newest CLI reads most variables through a table
 * (`s.CLAUDE_CODE_SIMPLE`, `envVar:"…"`), so the word `env` need not be near.
 */
const ELSEWHERE = /["'`.{,]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?!\w)/g

/** Constants of bundled libraries, which are hundreds and name no variable. */
const NOISE = /^(?:SEMATTRS|SEMRESATTRS|ATTR|ERR|METRIC|NGHTTP2|HTTP2|Z|[A-Z0-9]+VALUES)_/

/** Read in lower case too, so no pattern above finds them. */
const LOWER_CASE = ['all_proxy', 'http_proxy', 'https_proxy', 'no_proxy']

/** The names of environment variables in a program text, and others that only look like one. */
export function namesIn(text: string): Set<string> {
  const found = [AFTER_ENV, ELSEWHERE].flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name))
  return new Set(found.filter((name) => !NOISE.test(name)))
}

/** The names in a program of any size, sorted, so that those of one family stand together. */
export async function readNames(program: string): Promise<string[]> {
  const names = new Set(LOWER_CASE)
  let carried = ''
  for await (const chunk of createReadStream(program, { encoding: 'latin1', highWaterMark: 1 << 24 })) {
    const text = carried + chunk
    let end = text.length
    // A name that is cut off by the end of the chunk would be taken for a shorter one.
    while (end > 0 && /\w/.test(text[end - 1] ?? '')) end--
    for (const name of namesIn(text.slice(0, end))) names.add(name)
    carried = text.slice(Math.max(0, end - 10))
  }
  return [...names].sort()
}

/** Names of Claude's own families, not those of other programs and libraries. */
export const isOfClaude = (name: string): boolean => /^(?:ANTHROPIC|CLAUDE|CCR)_/.test(name)

/** Names that look like an endpoint or a credential: worth a request at the wire. */
export const looksLikeCredentialOrEndpoint = (name: string): boolean =>
  /(?:URL|URI|HOST|PROXY|SOCKET|SOCK|ENDPOINT|ORIGIN|BASE|TOKENS?|KEY|SECRET|AUTH|OAUTH|HEADERS|CREDS|CREDENTIALS?|DESCRIPTOR|FD|LOGIN|JWT|BEARER|PASSWORD|SNAPSHOT)(?:_|$)/.test(
    name,
  )
