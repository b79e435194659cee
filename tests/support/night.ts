/** True in `npm run nightly`, which has the time for what \`npm test\` does in part. */
export const atNight = process.env['NIGHT'] === '1'
