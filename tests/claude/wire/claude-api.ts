import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that carried a credential, or asked a model for an answer. */
interface Arrival {
  /** The world and the tag that its base URL named. */
  place: string
  /** In the words of `arrived`. */
  text: string
}

/** What the stand-in gives for an identity token of a federation sign-in. */
export const FEDERATION_TOKEN = 'token-of-federation'

/**
 * A stand-in for Anthropic's API, which tells whose credentials reached it. Base URLs carry a tag, so that a request
 * that goes to another base URL is seen too. It is the proxy as well: nothing that tests start reaches the network.
 */
export class ClaudeApi {
  private readonly server: Server
  private readonly arrivals: Arrival[] = []
  private readonly otherHosts: Arrival[] = []
  private worlds = 0

  /** Starts one, which does not keep this process alive. */
  static async start(): Promise<ClaudeApi> {
    const api = new ClaudeApi()
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve).unref())
    return api
  }

  private constructor() {
    this.server = createServer((request, response) => this.answer(request, response))
    this.server.on('connect', (request, socket) => {
      this.otherHosts.push({ place: userOf(request), text: request.url ?? '' })
      socket.on('error', () => {}).end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
  }

  /** A part of the stand-in for one world. */
  share(): ApiShare {
    const name = `w${this.worlds++}`
    const { port } = this.server.address() as AddressInfo
    const takeFrom = (list: Arrival[], isOurs: (place: string) => boolean): string[] => {
      const ours = list.filter(({ place }) => isOurs(place))
      for (const arrival of ours) list.splice(list.indexOf(arrival), 1)
      return ours.map(({ text }) => text)
    }
    return {
      url: (tag) => `http://127.0.0.1:${port}/${name}/${tag}`,
      proxy: `http://${name}:x@127.0.0.1:${port}`,
      takeArrived: () => takeFrom(this.arrivals, (place) => place.startsWith(`${name}/`)),
      takeOtherHosts: () => takeFrom(this.otherHosts, (place) => place === name),
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request
    const [, place = '', tag = '', path = ''] = /^\/(w\d+\/([^/?]+))([^?]*)/.exec(url) ?? []
    if (place === '') {
      this.otherHosts.push({ place: userOf(request), text: url })
      return sendJson(response, {}, 403)
    }
    const body = await readBody(request)
    const credential = credentialOf(request)
    const isMessage = method === 'POST' && path === '/v1/messages'
    const asked = isMessage ? promptOf(body) : `${method} ${path}`
    if (isMessage || credential) this.arrivals.push({ place, text: `${asked}: ${credential ?? 'nothing'} to ${tag}` })
    if (method === 'HEAD') return void response.writeHead(200).end()
    if (method !== 'POST') return sendJson(response, {}, 404)
    if (isMessage) return sendAnswer(response, body, `answer to ${asked}`)
    if (path !== '/v1/oauth/token') return sendJson(response, {})
    this.arrivals.push({ place, text: `exchange of ${body.assertion} at ${tag}` })
    // Claude would keep a token that lives longer, and exchange nothing at the next launch.
    sendJson(response, { access_token: FEDERATION_TOKEN, token_type: 'Bearer', expires_in: 1 })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

export interface ApiShare {
  /** The base URL with that tag. */
  url(tag: string): string
  /** For HTTPS_PROXY: refuses, and notes, what would have gone to other hosts. */
  proxy: string
  /**
   * What has arrived since the last call, in that order: `<prompt>: <credential> to <tag>` for each question to a model,
   * `exchange of <token> at <tag>` where a sign-in was exchanged for a token, and whatever else carried a credential.
   */
  takeArrived(): string[]
  /** The other hosts and URLs that were asked for and refused since the last call. */
  takeOtherHosts(): string[]
}

/** The parts of a request's body that are looked at. */
interface Body {
  model?: string
  stream?: boolean
  messages?: { role: string; content: string | { text?: string }[] }[]
  /** The identity token of a federation sign-in. */
  assertion?: string
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** The world whose proxy was used, which stands as the user in the proxy's URL. */
function userOf({ headers }: IncomingMessage): string {
  const [, login = ''] = (headers['proxy-authorization'] ?? '').split(' ')
  return Buffer.from(login, 'base64').toString().split(':')[0] ?? ''
}

function credentialOf({ headers }: IncomingMessage): string | undefined {
  const key = headers['x-api-key'] && `key ${headers['x-api-key']}`
  return [headers.authorization, key].filter(Boolean).join(' and ') || undefined
}

/** The last text that the person wrote; what Claude adds to it by itself begins with a tag. */
function promptOf({ messages = [] }: Body): string {
  const texts = messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => (typeof content === 'string' ? [content] : content.map(({ text = '' }) => text)))
  return texts.findLast((text) => text !== '' && !text.startsWith('<')) ?? ''
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function sendAnswer(response: ServerResponse, { model, stream }: Body, text: string): void {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const message = { id: 'msg_made_up', type: 'message', role: 'assistant', model, stop_sequence: null, usage }
  if (!stream) {
    sendJson(response, { ...message, stop_reason: 'end_turn', content: [{ type: 'text', text }] })
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of [
    { type: 'message_start', message: { ...message, stop_reason: null, content: [] } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage },
    { type: 'message_stop' },
  ]) {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  response.end()
}
