import { DatabaseSync } from 'node:sqlite'

/**
 * What was told to whom: beside the log, because nothing of it is work that somebody wrote. A power cut may take the last
 * second of it; phones say it again.
 */
export function openToldDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=normal; pragma busy_timeout=5000;')
  return db
}
