// Loaded into each core by `npm run coverage`: what it starts is not to be measured, and gets the environment as it is.
delete process.env.NODE_V8_COVERAGE
