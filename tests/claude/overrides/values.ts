/** What an experiment has laid out to mislead Claude, all of it made up. */
export interface Bait {
  /** Of a server on this machine that notes what arrives and answers 404. */
  url: string
  /** Another account's files in every place below it, with a federation sign-in of Anthropic's SDK. */
  federationFolder: string
  /** The same with a user's sign-in of that SDK. */
  userFolder: string
  missingFolder: string
  tokenFile: string
  jsonFile: string
  json: string
  /** The number of an open file that yields a token. */
  descriptor: string
}

export type Variables = Record<string, string>

/** Recognizable at the wire; no other credential in an experiment has this word. */
export const TOKEN = 'sk-ant-oat01-intruder'
export const API_KEY = 'sk-ant-api03-intruder'
export const UUID = '99999999-9999-9999-9999-999999999999'

/** The value that a name asks for. */
function natural(bait: Bait, name: string): string {
  const row = NATURAL.find(([pattern]) => pattern.test(name))
  return row?.[1](bait) ?? '1'
}

const NATURAL: [pattern: RegExp, value: (bait: Bait) => string][] = [
  [/(?:DESCRIPTOR|_FD)$/, ({ descriptor }) => descriptor],
  [/(?:TOKEN|JWT|KEY)_(?:FILE|PATH)$/, ({ tokenFile }) => tokenFile],
  [/(?:_FILE|_PATH|APPLICATION_CREDENTIALS)$/, ({ jsonFile }) => jsonFile],
  [/(?:_DIR|_DIRECTORY|_HOME|_ROOT|APPDATA)$/, ({ federationFolder }) => federationFolder],
  [/(?:URL|URI|ENDPOINT|ORIGIN|PROXY)$/, ({ url }) => url],
  [/HOST$/, ({ url }) => new URL(url).host],
  [/SOCKET$/, ({ federationFolder }) => `${federationFolder}/socket`],
  [/HEADERS$/, () => `Authorization: Bearer ${TOKEN}`],
  [/API_KEY/, () => API_KEY],
  [/(?:TOKEN|KEY|SECRET|AUTH|BEARER|JWT|PASSWORD)/, () => TOKEN],
  [/FEDERATION_RULE_ID$/, () => 'fdrl_x'],
  [/SERVICE_ACCOUNT_ID$/, () => 'svac_x'],
  [/(?:_ID|UUID)$/, () => UUID],
  [/SCOPES?$/, () => 'user:inference user:profile'],
  [/(?:JSON|CONFIG|SETTINGS|SNAPSHOT|CREDENTIALS?|CREDS)$/, ({ json }) => json],
  [/REGION$/, () => 'us-east-1'],
]

/** The kind that looks at the name. */
export const NATURAL_KIND = 'what the name asks for'

/** Every kind of value, by what a reader of the report is told. */
export const KINDS: Record<string, (bait: Bait, name: string) => string> = {
  [NATURAL_KIND]: natural,
  '1': () => '1',
  'the empty string': () => '',
  'the word default': () => 'default',
  'a token': () => TOKEN,
  'an API key': () => API_KEY,
  'a URL': ({ url }) => url,
  'a folder with a federation sign-in': ({ federationFolder }) => federationFolder,
  "a folder with a user's sign-in": ({ userFolder }) => userFolder,
  'a missing folder': ({ missingFolder }) => missingFolder,
  'a file with a token': ({ tokenFile }) => tokenFile,
  'a file with JSON credentials': ({ jsonFile }) => jsonFile,
  'a JSON text': ({ json }) => json,
  'an open file descriptor': ({ descriptor }) => descriptor,
}

/** Gives each name a value of that kind. */
export function valuesOf(kind: string, names: readonly string[], bait: Bait): Variables {
  const value = KINDS[kind] ?? natural
  return Object.fromEntries(names.map((name) => [name, value(bait, name)]))
}
