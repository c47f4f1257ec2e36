import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../world.ts'
import type { ChangingCommand } from './commands.ts'
import { pictureOf } from './picture.ts'

/** The folders that a command may change: the home, and one on another disk; saved, restored, looked at together. */
export class Places implements Disposable {
  private readonly folders: string[]

  constructor(
    private readonly world: World,
    { elsewhere }: ChangingCommand,
  ) {
    this.folders = [world.home, ...(elsewhere ? [elsewhere(world)] : [])]
  }

  save(): void {
    for (const [index, folder] of this.folders.entries()) copy(folder, this.saved(index))
  }

  restore(): void {
    for (const [index, folder] of this.folders.entries()) {
      rmSync(folder, { recursive: true, force: true })
      copy(this.saved(index), folder)
    }
  }

  /** By path below each of the folders. */
  picture(): Map<string, string> {
    const pictures = this.folders.map((folder, index) =>
      [...pictureOf(folder)].map(([path, what]) => [index === 0 ? path : `elsewhere/${path}`, what] as const),
    )
    return new Map(pictures.flat())
  }

  [Symbol.dispose](): void {
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true })
  }

  private saved(index: number): string {
    return join(this.world.root, `saved ${index}`)
  }
}

function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
}
