/** True where nothing is left out that a test run, which must end in minutes, only samples. */
export const isWhole = Boolean(process.env.CCS_TEST_WHOLE)
