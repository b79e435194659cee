import './trusted-types.ts'
import './style/tokens.css'
import './style/icons.css'
import './style/components.css'
import './style/phone.css'
import { paintEarlyDay } from './early/early-day.tsx'
import { startLook } from './state/look.ts'
import { startWords } from './words/words.ts'

startLook()
// The app itself is fetched meanwhile (`modulepreload` in the page), and read once the first picture stands.
void startWords()
  .then(paintEarlyDay)
  .finally(() => import('./shell.tsx'))
