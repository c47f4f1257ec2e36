/** How a program ended. */
export interface Ending {
  /** Undefined when it was still running at the time limit. */
  status: number | undefined
  stdout: string
}

/**
 * The e-mail comes from `.claude.json` and the subscription from the credentials, so a login with one account's token
 * and another's address is seen too.
 */
const FIELDS = ['loggedIn', 'authMethod', 'apiProvider', 'email', 'subscriptionType']

/** What decides which account is used, as one line; two answers are the same when their lines are. */
export function answerOf({ status, stdout }: Ending): string {
  if (status === undefined) return 'it hangs'
  const fields = fieldsOf(stdout)
  if (fields === undefined) return `exit status ${status}, no answer`
  const text = FIELDS.filter((field) => fields[field] !== undefined)
    .map((field) => `${field} ${fields[field]}`)
    .join(', ')
  // A login is exit status 0 and none is 1, which needs no words.
  return status === (fields.loggedIn === true ? 0 : 1) ? text : `${text}, exit status ${status}`
}

/** The object in what `claude auth status` printed; some debugging variables make it print lines around it. */
function fieldsOf(stdout: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1)) as Record<string, unknown>
  } catch {
    return undefined
  }
}
