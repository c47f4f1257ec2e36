import { INTERACTIVE, type ShellTerminal } from '../../support/shell-terminal.ts'

/** Waits until a full-screen session of Claude waits for a prompt. */
export async function waitForSession(session: ShellTerminal): Promise<void> {
  // Newer releases begin in auto mode, and say that instead.
  await session.waitFor(/\? for shortcuts|shift\+tab to cycle/, 60_000)
}

/** Types a prompt in a full-screen session, waits for the answer of the stand-in, and ends Claude. */
export async function askOnce(session: ShellTerminal, prompt: string): Promise<void> {
  session.type(prompt)
  await session.waitFor(new RegExp(prompt))
  session.press('Enter')
  await session.waitFor(new RegExp(`answer to ${prompt}`), 60_000)
  await quit(session)
}

/** Ends Claude, which would still write while its home is deleted: at the second of two Ctrl-C that come in a row. */
export async function quit(session: ShellTerminal): Promise<void> {
  const prompt = new RegExp(`\\n(?:\\^C)?${INTERACTIVE[session.shell].prompt}$`)
  for (let tries = 0; tries < 100 && !prompt.test(session.screen()); tries++) {
    session.press('CtrlC')
    await session.waitFor(prompt, 300).catch(() => {})
  }
}
