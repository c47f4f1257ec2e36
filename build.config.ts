import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'pathe'
import type { OutputBundle, Plugin } from 'rollup'
import { defineBuildConfig } from 'unbuild'

/**
 * What every call needs, and what a launch by the core needs, in one file each: loading many modules would cost more
 * than running them. All else stays in chunks of its own, loaded when asked for.
 */
const CHUNKS: [name: string, modules: RegExp][] = [
  [
    'base',
    /\/src\/(?:context|errors\/[\w-]+|store\/(?:paths|layout|working-folder|ccs-dir|folders|system)|cli\/(?:stderr|terminal)|shell\/(?:freshness|shells?|bash|zsh|fish|powershell|posix|config-home|zdotdir))\.ts$/,
  ],
  [
    'changes',
    /\/src\/(?:changes\/[\w-]+|claude\/(?:login|identity|config-folder)|accounts\/(?:list|objection|size)|settings\/(?:key-files|settings-templates)|shell\/choices|store\/(?:lock|atomic-write|process-identity|entries))\.ts$/,
  ],
  ['config-yaml', /\/src\/migrate\/config-yaml\/parse\.ts$|\/node_modules\/yaml\//],
  ['settings-checks', /\/src\/claude\/(?:home-settings|plain-keys)\.ts$/],
  ['batch-file', /\/src\/claude\/batch-file\.ts$/],
  ['newcomer', /\/src\/cli\/(?:newcomer|next-steps)\.ts$/],
  ['json-place', /\/src\/store\/json-place\.ts$|\/node_modules\/jsonc-parser\//],
  ['launch', /\/src\/(?:command-table|(?:launch|accounts|claude|settings|pins|store)\/[\w-]+)\.ts$/],
  ['launch', /\/node_modules\/(?:valibot|damerau-levenshtein)\//],
]

// One package to install: everything is bundled. The chunks lie flat in dist, so that `import.meta.url` is in the same
// folder for each of them.
export default defineBuildConfig({
  entries: ['src/cli'],
  outDir: 'dist',
  declaration: false,
  // For `npm run coverage`, which tells lines of src.
  sourcemap: process.env.CCS_TEST_COVERAGE !== undefined,
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
      options.plugins.push(licenses(), noCircles())
    },
  },
})

/** Refuses chunks that load each other: Node would warn at every call, and half of one would be missing. */
function noCircles(): Plugin {
  return {
    name: 'no-circles',
    generateBundle(_, bundle) {
      for (const name of Object.keys(bundle)) {
        if (loadedBy(name, bundle).has(name))
          this.error(`The chunk ${name} loads itself: see CHUNKS in build.config.ts.`)
      }
    },
  }
}

/** @returns every chunk that is loaded with one */
function loadedBy(name: string, bundle: OutputBundle, found = new Set<string>()): Set<string> {
  const chunk = bundle[name]
  for (const next of chunk?.type === 'chunk' ? chunk.imports : []) {
    if (!found.has(next)) loadedBy(next, bundle, found.add(next))
  }
  return found
}

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
