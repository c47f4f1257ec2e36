import type { Context } from '../context.ts'
import type { Profile } from '../profile.ts'
import { readTextFile } from '../store/json-file.ts'
import { below } from '../store/paths.ts'
import { isObject } from './settings-file.ts'

/** Which account and organization is logged in, as Claude notes it; any of these may be missing in older notes. */
export interface Identity {
  accountUuid?: string
  organizationUuid?: string
  emailAddress?: string
  organizationName?: string
}

const FIELDS = ['accountUuid', 'organizationUuid', 'emailAddress', 'organizationName'] as const

/** The file in which Claude notes the account of a profile, among much else. */
export function accountFileOf({ home }: Pick<Context, 'home'>, account: Profile): string {
  return below(account.kind === 'account' ? account.instance : home, '.claude.json')
}

/**
 * Who is logged in, by the four fields above of `oauthAccount`; nothing else of the file is looked at (P11).
 *
 * @param file may be missing
 * @returns undefined where nobody is, or where the file cannot be read: this is only for telling the person
 */
export function readIdentity(file: string): Identity | undefined {
  try {
    const { oauthAccount } = JSON.parse(readTextFile(file) ?? '{}')
    if (!isObject(oauthAccount)) return undefined
    const known = FIELDS.flatMap((field) => {
      const value = oauthAccount[field]
      return typeof value === 'string' && value !== '' ? [[field, value]] : []
    })
    return known.length > 0 ? Object.fromEntries(known) : undefined
  } catch {
    return undefined
  }
}

/** True for the same account in the same organization: by their numbers where both have them, else by their names. */
export function isSameIdentity(one: Identity, other: Identity): boolean {
  const fields =
    one.accountUuid !== undefined && other.accountUuid !== undefined
      ? (['accountUuid', 'organizationUuid'] as const)
      : (['emailAddress', 'organizationName'] as const)
  return fields.every((field) => one[field] === other[field]) && fields.some((field) => one[field] !== undefined)
}
