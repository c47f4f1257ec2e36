/** What a launch needs to know of a profile. */
export type Profile =
  | { kind: 'account'; name: string; instance: string }
  | { kind: 'plain'; name: string }
  | { kind: 'settings'; name: string; file: string }

/** A profile with an account of its own, or plain claude: not one of another provider. */
export type AccountProfile = Profile & { kind: 'account' | 'plain' }
