/**
 * Says something to the person, on stderr. Where that is closed or full there is nobody to tell, and what was done
 * stands all the same.
 *
 * @param text ends in a newline
 */
export function say(text: string): void {
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.on('error', ignore)
  process.stderr.write(text)
}

function ignore(): void {}
