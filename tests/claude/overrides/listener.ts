import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TOKEN } from './values.ts'

/** A server on this machine that notes each credential that arrives, and each tunnel that it is asked for. */
export interface Listener {
  url: string
  /** What arrived, as `name: credential`, each once, sorted. */
  arrived(): string[]
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * @param name in what it notes
 * @param answers true for a stand-in of Claude's API; otherwise all is 404
 */
export async function listen(name: string, answers: boolean): Promise<Listener> {
  const notes = new Set<string>()
  const server = createServer((request, response) => {
    const credential = credentialIn(request)
    if (credential) notes.add(`${name}: ${credential}`)
    if (answers) answerAsApi(request, response)
    else response.writeHead(404).end()
  })
  server.on('connect', ({ url }, socket) => {
    notes.add(`${name}: tunnel to ${url}`)
    socket.on('error', () => {}).end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  server.on('clientError', (_, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: () => [...notes].sort(),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function credentialIn({ headers, url = '' }: IncomingMessage): string | undefined {
  const parts = [headers.authorization, headers['x-api-key'] && `key ${headers['x-api-key']}`]
  const text = parts.filter(Boolean).join(' and ')
  // A token may be traded for another one in the path or the query.
  return text || (url.includes(TOKEN) ? `a token in ${url}` : undefined)
}

function answerAsApi(request: IncomingMessage, response: ServerResponse): void {
  let body = ''
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text
  })
  request.on('end', () => {
    if (request.method !== 'POST') return response.writeHead(404).end()
    if (!/^\/v1\/messages(?:\?|$)/.test(request.url ?? '')) return response.end('{}')
    if (!body.includes('"stream":true')) {
      response.setHeader('content-type', 'application/json')
      return response.end(
        JSON.stringify({ ...MESSAGE, content: [{ type: 'text', text: 'hi' }], stop_reason: 'end_turn' }),
      )
    }
    response.setHeader('content-type', 'text/event-stream')
    for (const event of EVENTS) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    return response.end()
  })
}

const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'stand-in',
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}

const EVENTS = [
  { type: 'message_start', message: MESSAGE },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'hi' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
  { type: 'message_stop' },
]
