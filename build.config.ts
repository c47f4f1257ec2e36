import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rollup'
import { defineBuildConfig } from 'unbuild'

/**
 * What every call needs, and what a launch by the core needs, in one file each: loading many modules would cost more
 * than running them. All else stays in chunks of its own, loaded when asked for.
 */
const CHUNKS: [name: string, modules: RegExp][] = [
  [
    'base',
    /\/src\/(?:errors|error-catalogue|stderr|printable|paths|layout|context|working-folder|ccs-dir|folders|shell\/(?:freshness|shells|quote|zsh-for-eval))\.ts$/,
  ],
  [
    'slow',
    /\/src\/(?:claude\/(?:login|identity|config-folder)|instances\/(?:create|copy|heal|objection|outside-trash|things-in|trash|size|note-left-login)|profiles\/(?:adopt|deletable|reservation|removal|renaming|begin|lock|change|write-pins|atomic-write|process-identity|list|choices|settings-key|settings-removal|settings-templates|write-settings|key-files|prepare-ccs-dir))\.ts$/,
  ],
  ['config-yaml', /\/src\/migrate\/config-yaml\.ts$|\/node_modules\/yaml\//],
  ['settings-checks', /\/src\/claude\/(?:home-settings|plain-keys)\.ts$/],
  ['batch-file', /\/src\/claude\/batch-file\.ts$/],
  ['newcomer', /\/src\/newcomer\/[\w-]+\.ts$/],
  ['json-place', /\/src\/profiles\/json-place\.ts$|\/node_modules\/jsonc-parser\//],
  [
    'launch',
    /\/src\/(?:meaning|launch-command-line|name-digest|programs|prompt-call|(?:claude|instances|profiles)\/[\w-]+|commands\/definition)\.ts$/,
  ],
  ['launch', /\/node_modules\/(?:valibot|damerau-levenshtein)\//],
]

// One package to install: everything is bundled. The chunks lie flat in dist, so that `import.meta.url` is in the same
// folder for each of them.
export default defineBuildConfig({
  entries: ['src/cli'],
  outDir: 'dist',
  declaration: false,
  rollup: {
    inlineDependencies: true,
    preserveDynamicImports: false,
    resolve: { exportConditions: ['node'] },
    esbuild: { target: 'node20' },
    output: {
      // Node starts a CommonJS program 15 % sooner than any ES module, and loads its chunks at once.
      format: 'cjs',
      chunkFileNames: '[name].cjs',
      entryFileNames: '[name].cjs',
      manualChunks: (id: string) => CHUNKS.find(([, modules]) => modules.test(id))?.[0],
    },
  },
  hooks: {
    'rollup:options': (_, options) => {
      options.plugins.push(licenses())
    },
  },
})

/** Writes the licences of the bundled packages beside the bundle, as most of them ask for. */
function licenses(): Plugin {
  return {
    name: 'licenses',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []))
      const folders = modules.flatMap(
        (module) => /[^\0]*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module) ?? [],
      )
      const texts = [...new Set(folders)].sort().map((folder) => licenseOf(folder))
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) })
    },
  }
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`
}
