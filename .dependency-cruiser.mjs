/** The rooms of `src`, from the top to the bottom: each imports only from the rooms below it, or from itself. */
const ROOMS = [
  ['cli.ts'],
  ['cli', 'commands'],
  ['migrate'],
  ['setup'],
  ['launch'],
  ['changes'],
  ['shell'],
  ['accounts', 'settings', 'pins'],
  ['claude'],
  ['command-table.ts', 'context.ts', 'profile.ts', 'store'],
  ['errors'],
]

const pathOf = (rooms) => `^src/(?:${rooms.flat().map((room) => (room.endsWith('.ts') ? room.replace('.', '[.]') : `${room}/`)).join('|')})`

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...ROOMS.slice(1).map((rooms, index) => ({
      name: `${rooms.join('-')}-imports-upward`,
      severity: 'error',
      from: { path: pathOf(rooms) },
      to: { path: pathOf(ROOMS.slice(0, index + 1)) },
    })),
    { name: 'no-cycle', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    { name: 'no-orphan', severity: 'error', from: { path: '^src/', orphan: true }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.json'] },
  },
}
