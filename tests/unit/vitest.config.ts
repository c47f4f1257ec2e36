import { defineConfig } from 'vitest/config'

/** For `npm run mutants`, which knows no projects: the tests of this folder, from the root. */
export default defineConfig({ test: { include: ['tests/unit/**/*.test.ts'] } })
