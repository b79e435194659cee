import { startServer } from './app.ts'
import { readConfig } from './config.ts'

try {
  const config = readConfig(process.env)
  const server = await startServer({
    config,
    progress: (line) => console.log(line),
    onUncertain() {
      console.error(
        'The disk failed to flush the log. What has a receipt is safe; the server ends, to start from the log.',
      )
      // Long enough for the answers that say so.
      setTimeout(() => process.exit(1), 500)
    },
  })
  console.log(`巡迹 Xunji: ${server.url}`)
  if (config.demo) {
    console.log(`Tour, 60 seconds: ${server.url}/demo`)
    console.log('Demo accounts (password xunji-demo):')
    console.log(
      `  ${server.people
        .accounts()
        .map((person) => person.account)
        .join(' · ')}`,
    )
  } else if (server.people.count() === 0) {
    console.log('There is no account yet. Make the first one: npm run admin -- create-admin ACCOUNT')
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void server.close().then(() => process.exit(0)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
}
